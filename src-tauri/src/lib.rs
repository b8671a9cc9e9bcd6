//! The shell: one window over [`kehu_core`]. It holds no rule about customers.

mod commands;
mod error;
mod events;
mod idle;
mod ipc;
mod places;
mod platform;
mod preferences;
mod state;

use state::App;
use tauri::Manager as _;

/// Opens the window and runs until it is closed.
///
/// # Panics
/// When the system has no window to give: there is nobody to tell but the terminal.
pub fn run() {
    platform::environment::prepare();
    let ipc = ipc::builder();
    let handler = ipc.invoke_handler();
    tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(|app, _arguments, _folder| platform::window::show(app)))
        .plugin(platform::logs::plugin())
        .plugin(tauri_plugin_window_state::Builder::default().build())
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .invoke_handler(handler)
        .setup(move |app| {
            ipc.mount_events(app);
            let preferences = preferences::load(&app.path().app_config_dir()?);
            app.manage(App::new(app.handle().clone(), preferences)?);
            platform::window::open(app)?;
            idle::watch(app.handle().clone());
            Ok(())
        })
        .build(tauri::generate_context!())
        .expect("the system gives a window")
        .run(|app, event| {
            if let tauri::RunEvent::Exit = event {
                tauri::async_runtime::block_on(app.state::<App>().close());
            }
        });
}
