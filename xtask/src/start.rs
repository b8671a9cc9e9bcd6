//! `cargo xtask start`: from a fresh checkout to an open window.

use std::env;

use crate::app::{self, For};
use crate::e2e::{self, Tour};
use crate::process::{program, run as run_program};
use crate::{Outcome, setup};

pub fn run(_: &[String]) -> Outcome {
    if has_no_display() {
        println!("no display: Kehu opens on a virtual one and is photographed");
        return e2e::screenshots(&e2e::prepare()?, Tour::Once);
    }
    setup::build()?;
    app::page()?;
    let app = app::programs(For::People)?;
    run_program(&mut program(&app.desktop.to_string_lossy()))
}

fn has_no_display() -> bool {
    let unset = |name| env::var_os(name).is_none_or(|value| value.is_empty());
    cfg!(target_os = "linux") && unset("DISPLAY") && unset("WAYLAND_DISPLAY")
}
