//! Where things are.

use std::env;
use std::path::{Path, PathBuf};

/// The checkout.
pub fn root() -> PathBuf {
    // `cargo run` sets it for the checkout it runs in; the compiled-in one is for a binary started by hand.
    let manifest = env::var("CARGO_MANIFEST_DIR").unwrap_or_else(|_| env!("CARGO_MANIFEST_DIR").into());
    Path::new(&manifest).parent().expect("xtask lies in the checkout").to_path_buf()
}

/// What the project's own tools write for people to look at: screenshots, demo data, the built app.
pub fn output() -> PathBuf {
    root().join("target")
}

/// One build folder for all checkouts of this user, so that a fresh one compiles only our own crates.
pub fn cargo_target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| home().join(".cache/kehu/target"), PathBuf::from)
}

/// Where `cargo install` puts programs.
pub fn cargo_bin() -> PathBuf {
    env::var_os("CARGO_HOME").map_or_else(|| home().join(".cargo"), PathBuf::from).join("bin")
}

/// A program of this name in `PATH` or among cargo's, if there is one.
pub fn program(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path)
        .chain([cargo_bin()])
        .map(|folder| folder.join(format!("{name}{}", env::consts::EXE_SUFFIX)))
        .find(|candidate| candidate.is_file())
}

fn home() -> PathBuf {
    env::home_dir().expect("a person who builds software has a home folder")
}
