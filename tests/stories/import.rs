//! Somebody brings the files of their old system, good ones and bad ones.

use std::collections::HashMap;
use std::io::Write as _;

use kehu_core::transfer::{ImportPhase, ImportSource, ImportState, ImportTarget, IssueEffect};
use kehu_core::views::{ListQuery, Sort};
use kehu_core::{Error, Session};
use kehu_tests::{a_workspace, fixture};

async fn import(
    session: &Session,
    target: ImportTarget,
    file: &str,
    currency: Option<&str>,
    keep: Option<(&str, &str)>,
) -> kehu_core::transfer::ImportReport {
    let source = ImportSource::Path(fixture("crm").join(file));
    let mut preview = session.open_import(target, source).await.unwrap();
    if currency.is_some() {
        preview.plan.currency = currency.map(str::to_owned);
    }
    if let Some((header, value)) = keep {
        preview.plan.keep_where(header, value).unwrap();
    }
    session.run_import(preview.token, preview.plan, false, &|_| ()).await.unwrap()
}

fn a_file(bytes: &[u8]) -> (tempfile::NamedTempFile, ImportSource) {
    let mut file = tempfile::Builder::new().suffix(".csv").tempfile().unwrap();
    file.write_all(bytes).unwrap();
    let source = ImportSource::Path(file.path().to_owned());
    (file, source)
}

async fn refusal(session: &Session, bytes: &[u8]) -> (&'static str, HashMap<String, String>) {
    let (_file, source) = a_file(bytes);
    let outcome = match session.open_import(ImportTarget::Customers, source).await {
        Ok(preview) => session.run_import(preview.token, preview.plan, false, &|_| ()).await.map(|_| ()),
        Err(error) => Err(error),
    };
    match outcome {
        Err(Error::File { code, data }) => (code, data.into_iter().collect()),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_company_moves_in_with_its_people_customers_products_and_sales() {
    let (_dir, crm) = a_workspace().await;
    let session = crm.session();
    let people = import(&session, ImportTarget::People, "sales_teams.csv", None, None).await;
    let customers = import(&session, ImportTarget::Customers, "accounts.csv", None, None).await;
    let products = import(&session, ImportTarget::Products, "products.csv", Some("USD"), None).await;
    let keep = Some(("deal_stage", "Won"));
    let sales = import(&session, ImportTarget::Purchases, "sales_pipeline.csv", Some("USD"), keep).await;
    assert_eq!([people.stored, customers.stored, products.stored, sales.stored], [35, 85, 7, 4_238]);
    let lost = [&people, &customers, &products, &sales]
        .map(|report| report.issues.iter().filter(|i| i.effect != IssueEffect::Note).count());
    assert_eq!(lost, [0; 4]);

    let users = session.list_users().await.unwrap();
    assert_eq!(users.len(), 1 + 35 + 6);
    assert!(
        users
            .iter()
            .any(|user| user.name == "Anna Snelling" && user.manager_name.as_deref() == Some("Dustin Brinkmann"))
    );
    assert_eq!(session.list_products(None).await.unwrap().len(), 7);

    let found = session.search("Warephase", 10, None).await.unwrap();
    let id = found.hits[0].id.parse().unwrap();
    let warephase = session.customer(id).await.unwrap();
    assert_eq!(warephase.fields.len(), 2, "the year and the revenue became fields of their own");
    let bought = session.purchasing(id).await.unwrap().totals.remove(0);
    assert_eq!((bought.currency.code(), bought.purchases, bought.amount.minor), ("USD", 70, 17_004_600));

    for run in session.list_imports().await.unwrap() {
        let undone = session.undo_tx(run.tx.unwrap()).await.unwrap();
        assert_eq!(undone.left_total, 0);
    }
    assert!(session.list_imports().await.unwrap().iter().all(|run| run.state == ImportState::Undone));
    assert_eq!(session.list_users().await.unwrap().len(), 1);
    assert_eq!(session.list_products(None).await.unwrap().len(), 0);
    assert!(session.search("Warephase", 10, None).await.unwrap().hits.is_empty());
    assert!(session.list_field_defs().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_file_that_cannot_be_read_is_refused_with_the_place_and_nothing_is_half_done() {
    let (_dir, crm) = a_workspace().await;
    let session = crm.session();
    let wide = [b"name\n".as_slice(), &b"x,".repeat(10_000)].concat();
    let huge = [b"name,note\nAda,\"".as_slice(), &vec![b'x'; 2_000_000], b"\"\n"].concat();
    // A code unit of UTF-16 that is half of a character, in both of the forms programs write it.
    let half = ["name,note\n张伟,深圳市\n".repeat(3).into_bytes(), b"Ada,\xed\xa0\x80\n".to_vec()].concat();
    let sixteen = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
    let half_unit = [b"\xff\xfe".to_vec(), sixteen("name,note\nAda,"), b"\0\xd8".to_vec(), sixteen("x\n")].concat();
    let damaged = ["name,note\n张伟,深圳市\n".repeat(3).into_bytes(), b"Ada,\xff\n".to_vec()].concat();
    for (bytes, code, row, column) in [
        (&b""[..], "empty", None, None),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "binary", None, None),
        (b"PK\x03\x04 a workbook", "binary", None, None),
        (&wide, "too_many_columns", Some("2"), None),
        (&huge, "cell_too_large", Some("2"), Some("2")),
        (&damaged, "encoding", Some("7"), Some("2")),
        (&half, "encoding", Some("7"), Some("2")),
        (&half_unit, "encoding", Some("2"), Some("2")),
        (b"name,note\nAda,\"never closed\n", "unclosed_quote", Some("2"), Some("2")),
    ] {
        let (found, data) = refusal(&session, bytes).await;
        assert_eq!(
            (found, data.get("row").map(String::as_str), data.get("column").map(String::as_str)),
            (code, row, column)
        );
    }
    assert!(session.list_imports().await.unwrap().is_empty());
    assert!(session.undo_state().await.unwrap().undo.is_none());
}

#[tokio::test]
async fn strange_names_arrive_as_they_were_written() {
    let (_dir, crm) = a_workspace().await;
    let session = crm.session();
    let longest = "張".repeat(10_000);
    let names = [
        ("👩‍👩‍👧‍👦 Семья 🏳️‍🌈", "👩‍👩‍👧‍👦 Семья 🏳️‍🌈"),
        ("شركة النور للتجارة", "شركة النور للتجارة"),
        ("אברהם ושות׳ \u{200f}(1990)", "אברהם ושות׳ \u{200f}(1990)"),
        ("O'Brien \"Bob\", & Sons; --", "O'Brien \"Bob\", & Sons; --"),
        ("=cmd()|'/c calc'!A0", "=cmd()|'/c calc'!A0"),
        ("'=1+1", "=1+1"),
        ("Nul\0l\u{feff}", "Null"),
        ("e\u{301}\u{0}\tdouard", "e\u{301} douard"),
        (&longest, &longest),
    ];
    let rows: String = names.iter().map(|(name, _)| format!("\"{}\",x\n", name.replace('"', "\"\""))).collect();
    let too_long = format!("{longest}張,x\n");
    let (_file, source) = a_file(format!("name,note\n{rows}{too_long}").as_bytes());
    let preview = session.open_import(ImportTarget::Customers, source).await.unwrap();
    let report = session.run_import(preview.token, preview.plan, false, &|_| ()).await.unwrap();
    assert_eq!((report.stored, report.skipped), (9, 1));
    let told: Vec<_> = report.issues.iter().map(|issue| (issue.row, issue.column, issue.code.as_str())).collect();
    assert_eq!(told, [(11, Some(0), "too_long")]);
    let query = ListQuery { sort: vec![Sort { field: "createdAt".into(), descending: false }], ..ListQuery::default() };
    let stored = session.list_customers(&query, 0, 20).await.unwrap();
    let stored: Vec<&str> = stored.rows.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(stored, names.map(|(_, name)| name));
    for (text, name) in [("семья", names[0].1), ("النور", names[1].1), ("אברהם", names[2].1), ("calc", names[4].1)]
    {
        assert_eq!(session.search(text, 5, None).await.unwrap().hits[0].title, name, "{text}");
    }
    assert!(session.check(false).await.unwrap().ok);
}

#[tokio::test]
async fn a_chinese_workbook_saved_as_gb18030_keeps_every_character() {
    let (_dir, crm) = a_workspace().await;
    let session = crm.session();
    // 姓名,手机,所在地区 / 张伟,13800138000,广东省深圳市
    let bytes = b"\xd0\xd5\xc3\xfb,\xca\xd6\xbb\xfa,\xcb\xf9\xd4\xda\xb5\xd8\xc7\xf8\r\n\xd5\xc5\xce\xb0,13800138000,\xb9\xe3\xb6\xab\xca\xa1\xc9\xee\xdb\xda\xca\xd0\r\n";
    let (_file, source) = a_file(bytes);
    let preview = session.open_import(ImportTarget::Customers, source).await.unwrap();
    assert_eq!((preview.plan.encoding.as_str(), preview.sample[0][0].as_str()), ("gb18030", "张伟"));
    let report = session.run_import(preview.token, preview.plan, false, &|_| ()).await.unwrap();
    assert_eq!((report.stored, report.issues_total), (1, 0));
    for text in ["张伟", "zw", "8000", "深圳"] {
        assert_eq!(session.search(text, 10, None).await.unwrap().hits.len(), 1, "{text}");
    }
}

#[tokio::test]
async fn progress_is_told_and_a_cancelled_import_leaves_no_trace_in_the_journal() {
    let (_dir, crm) = a_workspace().await;
    let session = crm.session();
    let rows: String = (0..4_000).map(|n| format!("Customer {n},{n}\n")).collect();
    let source = ImportSource::Text(format!("name,size\n{rows}").into());
    let preview = session.open_import(ImportTarget::Customers, source).await.unwrap();
    let other = session.clone();
    let cancel = |progress: kehu_core::transfer::ImportProgress| {
        if progress.phase == ImportPhase::Indexing {
            other.cancel_import(preview.token).unwrap();
        }
    };
    let cancelled = session.run_import(preview.token, preview.plan.clone(), false, &cancel).await;
    assert!(matches!(cancelled, Err(Error::Cancelled)), "{cancelled:?}");
    assert!(session.undo_state().await.unwrap().undo.is_none());
    let phases = std::sync::Mutex::new(Vec::new());
    let note = |progress: kehu_core::transfer::ImportProgress| phases.lock().unwrap().push(progress.phase);
    let report = session.run_import(preview.token, preview.plan.clone(), false, &note).await.unwrap();
    assert_eq!(report.stored, 4_000);
    let phases = phases.into_inner().unwrap();
    assert!(phases.contains(&ImportPhase::Writing) && phases.ends_with(&[ImportPhase::Indexing]));
}
