//! The floor under the lists: bare statements on the encrypted file and on a plain copy of it, side by side.

use std::path::Path;
use std::time::Instant;

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _, SqliteConnection};

use super::company;

const STATEMENTS: [(&str, &str); 5] = [
    (
        "page of 50 by name",
        "SELECT name_sort, rid FROM customers INDEXED BY customers_by_name WHERE deleted_at IS NULL AND archived_at IS NULL ORDER BY name_sort, rid LIMIT 50",
    ),
    (
        "the same at the middle, by OFFSET",
        "SELECT name_sort, rid FROM customers INDEXED BY customers_by_name WHERE deleted_at IS NULL AND archived_at IS NULL ORDER BY name_sort, rid LIMIT 50 OFFSET 100000",
    ),
    (
        "count",
        "SELECT count(*) FROM customers INDEXED BY customers_of_lifecycle WHERE deleted_at IS NULL AND archived_at IS NULL",
    ),
    (
        "50 whole rows",
        "SELECT * FROM customers WHERE rid % 4001 = 7 AND rid IN (SELECT 7 + 4001 * value FROM json_each('[0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,32,33,34,35,36,37,38,39,40,41,42,43,44,45,46,47,48,49]'))",
    ),
    ("pass over all rows", "SELECT count(*) FROM customers NOT INDEXED WHERE note IS NULL"),
];

/// Prints the medians of both files and their ratio.
pub async fn compare(dir: &Path) {
    let plain = dir.join("plain.db");
    let mut encrypted = company::connect(dir).await;
    sqlx::query("ATTACH ? AS plain KEY ''").bind(plain.to_str()).execute(&mut encrypted).await.unwrap();
    sqlx::raw_sql("SELECT sqlcipher_export('plain'); DETACH plain").execute(&mut encrypted).await.unwrap();
    let options =
        SqliteConnectOptions::new().filename(&plain).pragma("cache_size", "-65536").pragma("temp_store", "MEMORY");
    let mut bare = options.connect().await.unwrap();
    println!("{:<52} {:>9} {:>9} {:>9}", "bare statements, p50", "encrypted", "plain", "ratio");
    for (name, sql) in STATEMENTS {
        let (a, b) = (median(&mut encrypted, sql).await, median(&mut bare, sql).await);
        println!("{name:<52} {a:>9.3} {b:>9.3} {:>9.2}", a / b);
    }
    encrypted.close().await.unwrap();
    bare.close().await.unwrap();
    std::fs::remove_file(plain).unwrap();
}

async fn median(conn: &mut SqliteConnection, sql: &'static str) -> f64 {
    let mut times = Vec::new();
    for _ in 0..21 {
        let began = Instant::now();
        sqlx::query(sql).fetch_all(&mut *conn).await.unwrap();
        times.push(began.elapsed().as_secs_f64() * 1e3);
    }
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
