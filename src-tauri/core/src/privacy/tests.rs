//! Stories of privacy inside the core.
