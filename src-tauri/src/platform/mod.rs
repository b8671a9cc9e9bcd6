//! What only a desktop has. No rule about customers.

pub mod dialogs;
pub mod environment;
pub mod folders;
pub mod links;
pub mod logs;
pub mod window;
