//! The list of commands and events: handler and bindings are made from the same one.

use tauri::Wry;
use tauri_specta::{Builder, ErrorHandlingMode, collect_commands, collect_events};

use crate::commands::{
    access, app, attachments, backup, contacts, customers, drafts, export, history, insights, parts, people, privacy,
    purchases, transfer, views, workspaces,
};
use crate::events::{DataChanged, WorkspaceLocked};

/// Every command and event the page may use.
pub fn builder() -> Builder<Wry> {
    Builder::<Wry>::new()
        .commands(collect_commands![
            app::app_info,
            app::preferences,
            app::set_preferences,
            app::open_link,
            app::reveal_folder,
            app::diagnostics,
            app::divisions,
            app::countries,
            workspaces::app_state,
            workspaces::workspace_status,
            workspaces::keychain_status,
            workspaces::list_workspaces,
            workspaces::create_workspace,
            workspaces::open_workspace,
            workspaces::open_demo,
            workspaces::pick_workspace,
            workspaces::pick_data_folder,
            workspaces::reset_data_folder,
            workspaces::close_workspace,
            workspaces::change_passphrase,
            backup::backup_now,
            backup::list_backups,
            backup::restore_backup,
            backup::check_workspace,
            customers::list_customers,
            customers::count_customers,
            customers::customer_neighbours,
            customers::customer,
            customers::purchasing,
            customers::create_customer,
            customers::update_customer,
            customers::bulk_edit_customers,
            customers::archive_customers,
            customers::unarchive_customers,
            customers::delete_customers,
            customers::restore_customers,
            customers::purge_customers,
            customers::customer_duplicates,
            contacts::list_contacts,
            contacts::count_contacts,
            contacts::contact_neighbours,
            contacts::contact,
            contacts::create_contact,
            contacts::update_contact,
            contacts::archive_contacts,
            contacts::unarchive_contacts,
            contacts::delete_contacts,
            contacts::restore_contacts,
            contacts::purge_contacts,
            contacts::link_contact,
            contacts::update_link,
            contacts::unlink_contact,
            parts::add_method,
            parts::update_method,
            parts::remove_method,
            parts::add_address,
            parts::update_address,
            parts::remove_address,
            parts::add_preference,
            parts::update_preference,
            parts::remove_preference,
            privacy::consents,
            privacy::record_consent,
            privacy::export_subject_report,
            privacy::erasure_plan,
            privacy::erase_subject,
            privacy::delete_backups,
            privacy::list_certificates,
            privacy::export_certificate,
            privacy::list_retention_rules,
            privacy::save_retention_rule,
            privacy::remove_retention_rule,
            privacy::preview_retention,
            privacy::run_retention,
            parts::add_tag,
            parts::remove_tag,
            parts::list_tags,
            parts::update_tag,
            parts::delete_tag,
            parts::add_relation,
            parts::remove_relation,
            parts::list_field_defs,
            parts::create_field_def,
            parts::update_field_def,
            parts::archive_field_def,
            attachments::attach_files,
            attachments::save_attachment,
            attachments::remove_attachment,
            people::list_users,
            people::create_user,
            people::update_user,
            people::archive_user,
            purchases::list_products,
            purchases::list_archived_products,
            purchases::create_product,
            purchases::update_product,
            purchases::archive_product,
            purchases::unarchive_product,
            purchases::list_purchases,
            purchases::create_purchase,
            purchases::update_purchase,
            purchases::delete_purchase,
            views::search,
            views::list_fields,
            views::suggest_values,
            views::list_views,
            views::save_view,
            views::update_view,
            views::delete_view,
            history::history,
            history::restore_value,
            history::record_as_of,
            history::undo,
            history::redo,
            history::undo_state,
            history::undo_preview,
            history::undo_tx,
            transfer::pick_import_file,
            transfer::import_text,
            transfer::preview_import,
            transfer::run_import,
            transfer::cancel_import,
            transfer::close_import,
            transfer::list_imports,
            insights::insights,
            drafts::draft,
            drafts::keep_draft,
            export::export_table,
            export::export_picture,
            access::sign_in_names,
            access::sign_out,
            access::lock_workspace,
            access::unlock_workspace,
            access::still_here,
            access::rekey,
            access::my_rights,
            access::change_password,
            access::reset_password,
            access::withdraw_access,
            access::list_access,
            access::rotate_recovery_code,
            access::list_roles,
            access::create_role,
            access::update_role,
            access::delete_role,
            access::roles_of,
            access::set_roles,
            access::list_departments,
            access::create_department,
            access::update_department,
            access::delete_department,
            access::place_user,
            access::reveal,
            access::transfer_customers,
            access::hand_over,
            access::owner_history,
            access::collaborators,
            access::set_collaborator,
            access::remove_collaborator,
            access::list_audit,
            access::check_audit,
        ])
        .events(collect_events![DataChanged, WorkspaceLocked])
        .error_handling(ErrorHandlingMode::Throw)
        // One type for both directions: no command uses attributes that differ between them.
        .disable_serde_phases()
        // Counts, milliseconds and minor units: all are kept below 2^53 where they are made.
        .dangerously_cast_bigints_to_number()
}

#[cfg(test)]
mod tests {
    use specta_typescript::Typescript;

    #[test]
    fn bindings_are_current() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../ui/src/bindings/index.ts");
        let made = std::env::temp_dir().join(format!("kehu-bindings-{}.ts", std::process::id()));
        super::builder().export(Typescript::default(), &made).unwrap();
        let current = std::fs::read_to_string(&made).unwrap();
        std::fs::remove_file(&made).unwrap();
        if std::env::var_os("KEHU_WRITE_BINDINGS").is_some() {
            std::fs::write(path, &current).unwrap();
        }
        let committed = std::fs::read_to_string(path).unwrap();
        assert!(committed == current, "the page's bindings are stale: run `cargo xtask bindings`");
    }
    /// `asks.txt` says of every command what the core asks for it: operations of the core's `matrix.txt`, ways of reading of
    /// its `reads.txt`, files of its `exports.txt`, or nothing, and why. A new command is not in it.
    #[test]
    fn every_command_says_what_it_asks() {
        let builder = std::env::temp_dir().join(format!("kehu-commands-{}.ts", std::process::id()));
        super::builder().export(Typescript::default(), &builder).unwrap();
        let bindings = std::fs::read_to_string(&builder).unwrap();
        std::fs::remove_file(&builder).unwrap();
        let name = |call: &str| call.split_once("(\"")?.1.split_once('"').map(|(name, _)| name.to_owned());
        let mut commands: Vec<String> = bindings.split("__TAURI_INVOKE<").skip(1).filter_map(name).collect();
        let asks = include_str!("commands/asks.txt");
        let mut told: Vec<&str> = asks.lines().filter_map(|line| line.split_whitespace().next()).collect();
        commands.sort_unstable();
        told.sort_unstable();
        assert_eq!(told, commands);
        let tables = [
            include_str!("../core/src/access/matrix.txt"),
            include_str!("../core/src/access/reads.txt"),
            include_str!("../core/src/access/exports.txt"),
        ];
        let known: Vec<&str> = tables.iter().flat_map(|table| table.lines().skip(1)).collect();
        for line in asks.lines() {
            let words: Vec<&str> = line.split_whitespace().skip(1).collect();
            let free = words.first() == Some(&"–") && words.len() > 1;
            let asked = |word: &&str| known.iter().any(|line| line.split_whitespace().next() == Some(word));
            assert!(free || (!words.is_empty() && words.iter().all(asked)), "{line}");
        }
    }
}
