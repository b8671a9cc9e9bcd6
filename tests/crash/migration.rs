//! A process is killed while it brings an older file up to date.

use std::path::Path;
use std::time::Duration;

use kehu_core::CustomerId;
use kehu_core::workspace::{KeySource, unlock};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _};

use crate::child::{self, assert_sound, import, open, write_some};

const KILLS: u64 = 30;

/// Takes back the newest migration: what it made goes, and the file no longer knows of it.
async fn make_older(dir: &Path) {
    let key = unlock(dir, KeySource::Keychain).await.unwrap();
    let options =
        SqliteConnectOptions::new().filename(dir.join("kehu.db")).pragma("key", key.pragma_value().to_string());
    let mut conn = options.pragma("foreign_keys", "OFF").connect().await.unwrap();
    let made = "SELECT 'DROP ' || type || ' IF EXISTS ' || name FROM sqlite_schema
        WHERE sql IS NOT NULL AND tbl_name IN ('views', 'import_runs', 'import_rows') AND type IN ('trigger', 'table')
        ORDER BY type DESC";
    let drops: Vec<String> = sqlx::query_scalar(made).fetch_all(&mut conn).await.unwrap();
    for drop in drops {
        sqlx::raw_sql(sqlx::AssertSqlSafe(drop)).execute(&mut conn).await.unwrap();
    }
    sqlx::raw_sql(
        "DELETE FROM _sqlx_migrations WHERE version = (SELECT max(version) FROM _sqlx_migrations);
        DELETE FROM settings WHERE key = 'capture'",
    )
    .execute(&mut conn)
    .await
    .unwrap();
    conn.close().await.unwrap();
}

#[tokio::test]
async fn a_migration_that_was_killed_is_finished_by_the_next_start() {
    let (folder, crm) = kehu_tests::a_workspace().await;
    let dir = crm.dir().to_owned();
    let mut kept: Vec<CustomerId> = Vec::new();
    write_some(&crm.session(), 20, &mut |id| kept.push(id)).await.unwrap();
    for n in 0..10 {
        import(&crm.session(), 1_000 + n).await.unwrap();
    }
    crm.close().await.unwrap();
    for round in 0..KILLS {
        make_older(&dir).await;
        let mut child = child::command(&dir, "migrates_until_it_is_killed", &[]).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(10 + round * 7919 % 300));
        child.kill().unwrap();
        child.wait().unwrap();
        let crm = open(&dir).await.unwrap();
        assert_sound(&crm.session(), &kept, round % 10 == 9).await;
        crm.close().await.unwrap();
    }
    drop(folder);
}
