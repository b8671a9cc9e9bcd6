//! Kehu on the desktop.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

fn main() {
    kehu_desktop::run();
}
