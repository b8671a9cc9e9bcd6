//! The system packages Kehu is built with: installed on Debian and its kin, named elsewhere.

use std::env;

use crate::process::{program, read, run};
use crate::{Outcome, paths};

/// To build, to draw Chinese, and to drive the window without a display.
const DEBIAN: &[&str] = &[
    "build-essential",
    "dbus-x11",
    "fonts-noto-cjk",
    "libayatana-appindicator3-dev",
    "librsvg2-dev",
    "libssl-dev",
    "libwebkit2gtk-4.1-dev",
    "pkg-config",
    "strace",
    "webkit2gtk-driver",
    "xauth",
    "xvfb",
];

/// Makes sure that the system has what the build needs.
pub fn install() -> Outcome {
    match env::consts::OS {
        "linux" if paths::program("dpkg-query").is_some() => debian(),
        "linux" => other_linux(),
        "macos" => macos(),
        "windows" => windows(),
        other => Err(format!("Kehu is built on Linux, macOS and Windows, not on {other}")),
    }
}

fn debian() -> Outcome {
    let missing: Vec<&str> = DEBIAN.iter().copied().filter(|package| !installed(package)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    println!("missing system packages: {}", missing.join(" "));
    let by_hand = format!("apt-get update && apt-get install -y {}", missing.join(" "));
    let root = read(program("id").arg("-u")).is_some_and(|id| id.trim() == "0");
    let apt = |arguments: &[&str]| {
        let mut command = program(if root { "env" } else { "sudo" });
        command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]).args(arguments);
        run(&mut command).map_err(|error| format!("{error}; as root: {by_hand}"))
    };
    if !root && paths::program("sudo").is_none() {
        return Err(format!("neither root nor sudo; as root: {by_hand}"));
    }
    apt(&["update"])?;
    apt(&[&["install", "-y"], missing.as_slice()].concat())
}

fn installed(package: &str) -> bool {
    read(program("dpkg-query").args(["-W", "-f=${Status}", package]))
        .is_some_and(|status| status.ends_with("ok installed"))
}

fn other_linux() -> Outcome {
    let missing: Vec<&str> = ["webkit2gtk-4.1", "librsvg-2.0", "openssl"]
        .into_iter()
        .filter(|library| read(program("pkg-config").args(["--exists", library])).is_none())
        .chain(
            ["WebKitWebDriver", "xvfb-run", "dbus-run-session"]
                .into_iter()
                .filter(|name| paths::program(name).is_none()),
        )
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    Err(format!(
        "missing: {}. Install with your package manager what Debian calls: {}",
        missing.join(", "),
        DEBIAN.join(" ")
    ))
}

fn macos() -> Outcome {
    if read(program("xcode-select").arg("-p")).is_some() {
        return Ok(());
    }
    Err("the compiler is missing; run: xcode-select --install".into())
}

fn windows() -> Outcome {
    if paths::program("perl").is_some() {
        return Ok(());
    }
    Err("Perl is missing, which builds the OpenSSL inside SQLCipher; run: winget install StrawberryPerl.StrawberryPerl \
         (also needed: Visual Studio Build Tools with \"Desktop development with C++\"; WebView2 is part of Windows 11)"
        .into())
}
