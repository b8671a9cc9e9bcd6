//! Logs: five files of 5 MB beside the data of the program. They hold no customer data.

use tauri::{Runtime, plugin::TauriPlugin};
use tauri_plugin_log::{Builder, RotationStrategy, Target, TargetKind};

/// The plugin that writes them.
pub fn plugin<R: Runtime>() -> TauriPlugin<R> {
    Builder::new()
        .clear_targets()
        .target(Target::new(TargetKind::LogDir { file_name: Some("kehu".to_owned()) }))
        .level(log::LevelFilter::Info)
        // SQL and its values pass through sqlx: keep it silent whatever the level.
        .level_for("sqlx", log::LevelFilter::Off)
        .max_file_size(5_000_000)
        .rotation_strategy(RotationStrategy::KeepSome(5))
        .build()
}
