//! Hands the window's description to Tauri.

fn main() {
    // The page is embedded by a macro that cargo cannot see through: without this line a new page stays out.
    println!("cargo:rerun-if-changed=../ui/dist");
    tauri_build::build();
}
