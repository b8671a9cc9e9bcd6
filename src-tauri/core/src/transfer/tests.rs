//! Whole runs against a real database.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};

use super::store::number;
use super::*;
use crate::Session;
use crate::error::Error;
use crate::id::ImportId;
use crate::testing::a_workspace;

fn sample(name: &str) -> ImportSource {
    ImportSource::Path(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/crm").join(name))
}

fn text(csv: &str) -> ImportSource {
    ImportSource::Text(csv.into())
}

async fn open(session: &Session, target: ImportTarget, source: ImportSource) -> ImportPreview {
    session.open_import(target, source).await.unwrap()
}

async fn run(session: &Session, preview: &ImportPreview) -> ImportReport {
    session.run_import(preview.token, preview.plan.clone(), false, &|_| ()).await.unwrap()
}

async fn import(session: &Session, target: ImportTarget, source: ImportSource) -> ImportReport {
    let preview = open(session, target, source).await;
    run(session, &preview).await
}

/// Every table that an import fills, counted.
async fn contents(session: &Session) -> Vec<i64> {
    let mut counts = Vec::new();
    for sql in [
        "SELECT count(*) FROM customers",
        "SELECT count(*) FROM contacts",
        "SELECT count(*) FROM customer_contacts",
        "SELECT count(*) FROM contact_methods",
        "SELECT count(*) FROM addresses",
        "SELECT count(*) FROM taggings",
        "SELECT count(*) FROM relations",
        "SELECT count(*) FROM field_defs",
        "SELECT count(*) FROM field_values",
        "SELECT count(*) FROM users",
        "SELECT count(*) FROM products",
        "SELECT count(*) FROM purchases",
        "SELECT count(*) FROM customer_totals",
    ] {
        counts.push(number(session, sql).await);
    }
    counts
}

/// The difference of cells in and cells stored is what the issues say, column by column.
fn assert_accounted(report: &ImportReport, rows: &[Vec<&str>]) {
    assert_eq!(report.issues.len() as u32, report.issues_total);
    for column in report.columns.iter().filter(|column| column.target.is_some()) {
        let cells =
            report.issues.iter().filter(|i| i.effect == IssueEffect::Cell && i.column == Some(column.column)).count();
        let in_skipped = report
            .issues
            .iter()
            .filter(|i| i.effect == IssueEffect::Row)
            .filter(|i| {
                rows[i.row as usize - 1].get(column.column as usize).is_some_and(|cell| !cell.trim().is_empty())
            })
            .count();
        assert_eq!(column.filled as usize - column.stored as usize, cells + in_skipped, "{}", column.header);
    }
}

/// The indexes a large import puts aside while it writes.
async fn indexes(session: &Session) -> Vec<String> {
    let mut read = session.read().await.unwrap();
    sqlx::query_scalar(
        "SELECT name || ' ' || sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY name",
    )
    .fetch_all(read.conn())
    .await
    .unwrap()
}

#[tokio::test]
async fn every_index_is_there_again_after_a_large_import() {
    let (_dir, crm) = a_workspace().await;
    let session = crm.session();
    let before = indexes(&session).await;
    assert!(before.len() > 50);
    for target in [ImportTarget::Customers, ImportTarget::Contacts] {
        let csv: String = std::iter::once("name,phone,address\n".to_owned())
            .chain((0..200).map(|n| format!("周{n},1380013{n:04},杭州市西湖区{n}号\n")))
            .collect();
        let preview = open(&session, target, text(&csv)).await;
        let dry = session.run_import(preview.token, preview.plan.clone(), true, &|_| ()).await.unwrap();
        assert_eq!((dry.stored, indexes(&session).await), (200, before.clone()));
        assert_eq!(run(&session, &preview).await.stored, 200);
        assert_eq!(indexes(&session).await, before);
        assert_eq!(number(&session, "SELECT count(*) FROM stale").await, 0);
        let found = session.search("13800130150", 10, None).await.unwrap();
        assert!(!found.hits.is_empty());
    }
    let check = session.check(false).await.unwrap();
    assert!(check.ok, "{check:?}");
    session.undo().await.unwrap();
    session.undo().await.unwrap();
    session.redo().await.unwrap();
    assert!(session.check(false).await.unwrap().ok);
}

#[tokio::test]
async fn the_published_sample_goes_in_whole_and_one_undo_takes_it_out() {
    let (_dir, crm) = a_workspace().await;
    let session = crm.session();
    let empty = contents(&session).await;

    let teams = import(&session, ImportTarget::People, sample("sales_teams.csv")).await;
    assert_eq!((teams.rows, teams.stored, teams.skipped, teams.made, teams.issues_total), (35, 35, 0, 6, 0));
    assert_eq!(number(&session, "SELECT count(*) FROM users").await, 1 + 35 + 6);
    assert_eq!(
        number(&session, "SELECT count(*) FROM users WHERE manager_id IS NOT NULL AND region IS NOT NULL").await,
        35
    );

    let accounts = import(&session, ImportTarget::Customers, sample("accounts.csv")).await;
    assert_eq!((accounts.rows, accounts.stored, accounts.skipped), (85, 85, 0));
    assert!(
        accounts.columns.iter().all(|column| column.filled == column.stored && column.target.is_some()),
        "{:?}",
        accounts.columns
    );
    assert_eq!(
        accounts.issues.iter().map(|i| (i.row, i.code.as_str(), i.effect)).collect::<Vec<_>>(),
        [(5, "country.corrected", IssueEffect::Note)]
    );
    assert_eq!(number(&session, "SELECT count(*) FROM relations WHERE kind = 'parent'").await, 15);
    assert_eq!(number(&session, "SELECT count(*) FROM field_values WHERE number IS NOT NULL").await, 170);
    assert_eq!(
        number(&session, "SELECT count(*) FROM customers WHERE region = 'US' AND size > 0 AND industry IS NOT NULL")
            .await,
        71
    );

    let products = import_in(&session, ImportTarget::Products, "products.csv", "USD", None).await;
    assert_eq!((products.rows, products.stored, products.issues_total), (7, 7, 0));
    assert_eq!(number(&session, "SELECT price_minor FROM products WHERE name = 'GTX Pro'").await, 482_100);

    let won =
        import_in(&session, ImportTarget::Purchases, "sales_pipeline.csv", "USD", Some(("deal_stage", "Won"))).await;
    assert_eq!((won.rows, won.stored, won.skipped, won.filtered, won.issues_total), (4_238, 4_238, 0, 4_562, 0));
    let stored = |header: &str| won.columns.iter().find(|c| c.header == header).map(|c| (c.filled, c.stored)).unwrap();
    assert_eq!(stored("close_value"), (4_238, 4_238));
    assert_eq!(stored("engage_date"), (4_238, 0));
    assert_eq!(number(&session, "SELECT sum(amount_minor) FROM purchases WHERE currency = 'USD'").await, 1_000_553_400);
    assert_eq!(
        number(
            &session,
            "SELECT count(*) FROM purchases WHERE product_id IS NULL OR user_id IS NULL OR reference IS NULL"
        )
        .await,
        0
    );
    assert_eq!(
        number(&session, "SELECT count(*) FROM purchases WHERE bought_on NOT BETWEEN '2017-03-01' AND '2017-12-31'")
            .await,
        0
    );
    assert_eq!(number(&session, "SELECT count(*) FROM import_rows").await, 0);

    assert_eq!(session.list_imports().await.unwrap().len(), 4);
    for _ in 0..4 {
        let undone = session.undo().await.unwrap();
        assert_eq!(undone.left_total, 0, "{undone:?}");
    }
    assert_eq!(contents(&session).await, empty);
    assert!(session.list_imports().await.unwrap().iter().all(|run| run.state == ImportState::Undone));
    session.redo().await.unwrap();
    let states: Vec<_> = session.list_imports().await.unwrap().into_iter().map(|run| (run.target, run.state)).collect();
    assert!(states.contains(&(ImportTarget::People, ImportState::Done)), "{states:?}");
}

async fn import_in(
    session: &Session,
    target: ImportTarget,
    file: &str,
    currency: &str,
    only: Option<(&str, &str)>,
) -> ImportReport {
    let mut preview = open(session, target, sample(file)).await;
    preview.plan.currency = Some(currency.into());
    if let Some((header, value)) = only {
        preview.plan.keep_where(header, value).unwrap();
    }
    run(session, &preview).await
}

#[tokio::test]
async fn every_lost_cell_is_named_and_the_rest_is_stored() {
    let (_dir, crm) = a_workspace().await;
    let session = crm.session();
    let csv = "\
客户名称,手机,邮箱,地址,级别,员工人数,标签,成立日期,负责人,上级客户,备注\n\
深圳甲公司,138 0013 8000/13900139000,a@x.cn,广东省深圳市南山区科技园1号,A级,\"1,200人\",重点；老客户,2001-02-03,Owner,北京乙公司,\"两\n行\"\n\
北京乙公司,不知道,not mail,北京市朝阳区建国路88号,VIP,abc,重点,2024-02-30,谁,没有的公司,'=1+1\n\
,13800138000,,,,,,,,,没有名字\n\
丙,1,2,3,B,4,5,2020-01-01,,丙,x,y\n\
 👩‍👩‍👧 شركة,,,,,,,0000-00-00,,,=cmd()|'/c calc'!A0\n";
    let mut preview = open(&session, ImportTarget::Customers, text(csv)).await;
    assert_eq!(preview.warnings.len(), 1, "the row with a cell too many: {:?}", preview.warnings);
    // The dates are not all good, so the column was proposed as text.
    assert_eq!(preview.plan.columns[7].target.as_deref(), Some("custom:new:text"));
    preview.plan.columns[7].target = Some("custom:new:date".into());
    let dry = session.run_import(preview.token, preview.plan.clone(), true, &|_| ()).await.unwrap();
    assert_eq!(number(&session, "SELECT count(*) FROM customers").await, 0);
    let report = run(&session, &preview).await;
    assert_eq!(
        (dry.rows, dry.stored, &dry.issues, &dry.columns),
        (report.rows, report.stored, &report.issues, &report.columns)
    );
    assert!(dry.dry_run && dry.tx.is_none() && report.tx.is_some());

    assert_eq!((report.rows, report.stored, report.skipped), (5, 3, 2));
    let rows: Vec<Vec<&str>> =
        csv.replace("两\n行", "x").leak().lines().map(|line| line.split(',').collect()).collect();
    let rows: Vec<Vec<&str>> = [rows[..2].to_vec(), vec![vec![]], rows[2..].to_vec()].concat();
    let mut shifted = report.clone();
    // The cell of two lines moves no row number: rows are counted as a spreadsheet shows them.
    shifted.issues.iter_mut().filter(|i| i.row > 2).for_each(|i| i.row += 1);
    assert_accounted(&shifted, &rows);
    let codes: Vec<_> = report.issues.iter().filter(|i| i.row == 3).map(|i| i.code.as_str()).collect();
    assert_eq!(
        codes,
        [
            "phone.invalid",
            "email.invalid",
            "invalid",
            "number.invalid",
            "date.invalid",
            "user.unknown",
            "customer.unknown"
        ]
    );
    let rest: Vec<_> = report.issues.iter().filter(|i| i.row > 3).map(|i| (i.row, i.column, i.code.as_str())).collect();
    assert_eq!(rest, [(4, Some(0), "required"), (5, Some(11), "row.too_long"), (6, Some(7), "date.invalid")]);

    assert_eq!(number(&session, "SELECT count(*) FROM contact_methods").await, 3);
    assert_eq!(number(&session, "SELECT count(*) FROM tags").await, 2);
    assert_eq!(number(&session, "SELECT count(*) FROM taggings").await, 3);
    assert_eq!(
        number(&session, "SELECT count(*) FROM addresses WHERE division = '440305' AND street = '科技园1号'").await,
        1
    );
    assert_eq!(
        number(&session, "SELECT count(*) FROM customers WHERE region = 'CN-44' AND level = 'A' AND size = 1200").await,
        1
    );
    assert_eq!(
        number(&session, "SELECT count(*) FROM customers WHERE name = '👩‍👩‍👧 شركة' AND note = '=cmd()|''/c calc''!A0'")
            .await,
        1
    );
    assert_eq!(
        number(
            &session,
            "SELECT count(*) FROM customers WHERE name_sort <> '' AND name_key <> '' AND owner_sort IS NOT NULL"
        )
        .await,
        2
    );
    assert_eq!(number(&session, "SELECT count(*) FROM customers WHERE note = '=1+1'").await, 1);
}

#[tokio::test]
async fn contacts_find_their_customers_and_make_the_missing_ones() {
    let (_dir, crm) = a_workspace().await;
    let session = crm.session();
    import(&session, ImportTarget::Customers, text("公司名称\n华为技术有限公司\n")).await;
    let csv = "姓名,公司,职位,手机,角色\n张伟,华为技术,经理,13800138000,决策人\n李娜,新公司,主管,13900139000,\n王芳,新公司,,,采购\n赵六,,,,无主\n";
    let report = import(&session, ImportTarget::Contacts, text(csv)).await;
    assert_eq!((report.stored, report.made), (4, 1));
    assert_eq!(
        report.issues.iter().map(|i| (i.row, i.column, i.code.as_str())).collect::<Vec<_>>(),
        [(5, Some(4), "customer.required")]
    );
    assert_eq!(number(&session, "SELECT count(*) FROM customer_contacts").await, 3);
    assert_eq!(number(&session, "SELECT count(*) FROM customers").await, 2);
    let western = import(
        &session,
        ImportTarget::Contacts,
        text("First name,Last name,Birthday\nAda,Lovelace,12/10/1815\nBob,Li,13/1/1990\n"),
    )
    .await;
    assert_eq!(western.stored, 2);
    assert_eq!(
        number(&session, "SELECT count(*) FROM contacts WHERE name = 'Ada Lovelace' AND birthday_on = '1815-10-12'")
            .await,
        1
    );
}

#[tokio::test]
async fn an_ambiguous_date_is_asked_about_and_not_guessed() {
    let (_dir, crm) = a_workspace().await;
    let session = crm.session();
    import(&session, ImportTarget::Customers, text("customer\nAcme\n")).await;
    let mut preview =
        open(&session, ImportTarget::Purchases, text("customer,date,amount\nAcme,3/4/2024,\"€1.234,50\"\n")).await;
    assert_eq!(preview.warnings.iter().map(|w| w.code.as_str()).collect::<Vec<_>>(), ["date.ambiguous"]);
    let refused = session.run_import(preview.token, preview.plan.clone(), false, &|_| ()).await.unwrap_err();
    assert!(matches!(&refused, Error::Invalid(errors) if errors[0].code == "date.ambiguous"), "{refused:?}");
    preview.plan.date_order = Some(DateOrder::Dmy);
    assert_eq!(run(&session, &preview).await.stored, 1);
    assert_eq!(number(&session, "SELECT count(*) FROM purchases WHERE bought_on = '2024-04-03' AND currency = 'EUR' AND amount_minor = 123450").await, 1);
}

#[tokio::test]
async fn names_that_nobody_or_several_bear_are_reported() {
    let (_dir, crm) = a_workspace().await;
    let session = crm.session();
    import(&session, ImportTarget::Customers, text("customer\nAcme Ltd\nAcme Inc\nBeta\n")).await;
    let csv = "customer,product,date,amount,owner\nBeta,Nothing,2024-01-02,1,Nobody\nAcme,,2024-01-02,1,\nGamma,,2024-01-02,1,\nAcme Ltd,,2024-01-02,1.234,\nACME  ltd,,2024-01-02,1.50,\n";
    let report = import(&session, ImportTarget::Purchases, text(csv)).await;
    let issues: Vec<_> = report.issues.iter().map(|i| (i.row, i.code.as_str(), i.effect)).collect();
    assert_eq!(
        issues,
        [
            (2, "product.unknown", IssueEffect::Cell),
            (2, "user.unknown", IssueEffect::Cell),
            (3, "customer.ambiguous", IssueEffect::Row),
            (4, "customer.unknown", IssueEffect::Row),
            (5, "number.invalid", IssueEffect::Row),
        ]
    );
    assert_eq!((report.stored, report.skipped), (2, 3));
    let rows: Vec<Vec<&str>> = csv.lines().map(|line| line.split(',').collect()).collect();
    assert_accounted(&report, &rows);
}

#[tokio::test]
async fn a_cancelled_import_leaves_nothing_and_can_be_run_again() {
    let (_dir, crm) = a_workspace().await;
    let session = crm.session();
    let csv: String = std::iter::once("name,phone\n".to_owned())
        .chain((0..6_000).map(|n| format!("Customer {n},1380013{n:04}\n")))
        .collect();
    let preview = open(&session, ImportTarget::Customers, text(&csv)).await;
    let before = indexes(&session).await;
    let seen = AtomicU64::new(0);
    let cancelling = session.clone();
    let cancel_in_the_middle = |progress: ImportProgress| {
        if progress.phase == ImportPhase::Writing && seen.fetch_max(progress.done, Ordering::Relaxed) > 2_000 {
            cancelling.cancel_import(preview.token).unwrap();
        }
    };
    let cancelled = session.run_import(preview.token, preview.plan.clone(), false, &cancel_in_the_middle).await;
    assert!(matches!(cancelled, Err(Error::Cancelled)), "{cancelled:?}");
    assert_eq!(number(&session, "SELECT count(*) FROM customers").await, 0);
    assert_eq!(indexes(&session).await, before);
    let waiting = session.list_imports().await.unwrap();
    assert_eq!((waiting.len(), waiting[0].state, waiting[0].rows), (1, ImportState::Staged, 6_000));
    assert_eq!(run(&session, &preview).await.stored, 6_000);
}

#[tokio::test]
async fn rows_that_were_staged_before_a_crash_can_still_be_run_or_discarded() {
    let (_dir, crm) = a_workspace().await;
    let session = crm.session();
    let preview = open(&session, ImportTarget::Customers, text("name,since\nAda,3/13/2024\nBob,3/4/2024\n")).await;
    session.run_import(preview.token, preview.plan.clone(), true, &|_| ()).await.unwrap();
    // The window is gone; what it held in memory too.
    session.crm().imports().remove(preview.token);
    let waiting = session.list_imports().await.unwrap().remove(0);
    let again = session.preview_import(waiting.id, waiting.plan).await.unwrap();
    assert_eq!((again.rows, &again.sample, &again.plan.columns), (2, &preview.sample, &preview.plan.columns));
    let report = session.run_import(again.token, again.plan, false, &|_| ()).await.unwrap();
    assert_eq!(report.stored, 2);
    assert_eq!(number(&session, "SELECT count(*) FROM field_values WHERE on_date = '2024-03-04'").await, 1);

    let other = open(&session, ImportTarget::Customers, text("name\nAda\n")).await;
    session.run_import(other.token, other.plan.clone(), true, &|_| ()).await.unwrap();
    session.close_import(other.token).await.unwrap();
    assert_eq!(number(&session, "SELECT count(*) FROM import_rows").await, 0);
    assert!(matches!(session.run_import(other.token, other.plan, false, &|_| ()).await, Err(Error::NotFound(_))));
}

#[tokio::test]
async fn a_plan_that_cannot_work_is_refused_with_every_reason() {
    let (_dir, crm) = a_workspace().await;
    let session = crm.session();
    let mut preview = open(&session, ImportTarget::Purchases, text("a,b\nx,y\n")).await;
    preview.plan.columns[0].target = Some("nonsense".into());
    preview.plan.currency = Some("XQX".into());
    preview.plan.only = Some(Where { column: 9, value: String::new() });
    let Err(Error::Invalid(errors)) = session.run_import(preview.token, preview.plan, false, &|_| ()).await else {
        panic!()
    };
    let fields: Vec<_> = errors.iter().map(|e| (e.field.as_str(), e.code.as_str())).collect();
    assert_eq!(
        fields,
        [
            ("currency", "currency.invalid"),
            ("where", "unknown"),
            ("columns.0.target", "unknown"),
            ("columns", "required"),
            ("columns", "required"),
            ("columns", "required")
        ]
    );
    assert!(matches!(session.cancel_import(ImportId::from(uuid::Uuid::nil())), Err(Error::NotFound(_))));
}

#[tokio::test]
async fn a_changed_delimiter_proposes_the_columns_anew() {
    let (_dir, crm) = a_workspace().await;
    let session = crm.session();
    let preview = open(&session, ImportTarget::Customers, text("name;phone\n\"a,b\";1\n")).await;
    assert_eq!((preview.plan.delimiter.as_str(), preview.plan.columns.len(), preview.rows), (";", 2, 1));
    let mut plan = preview.plan.clone();
    plan.delimiter = ",".into();
    let other = session.preview_import(preview.token, plan).await.unwrap();
    assert_eq!(other.plan.columns.len(), 1);
    let back = session.preview_import(preview.token, preview.plan.clone()).await.unwrap();
    assert_eq!(back.plan, preview.plan);
}

#[tokio::test]
async fn large_rows_are_read_back_a_few_at_a_time() {
    let (_dir, crm) = a_workspace().await;
    let session = crm.session();
    let note = "字".repeat(300_000);
    let rows: String = (0..12).map(|n| format!("Customer {n},{note}\n")).collect();
    let preview = open(&session, ImportTarget::Customers, text(&format!("name,note\n{rows}"))).await;
    let dry = session.run_import(preview.token, preview.plan.clone(), true, &|_| ()).await.unwrap();
    assert_eq!(dry.stored, 12);
    let mut read = session.read().await.unwrap();
    let (mut after, mut all, mut most) = (0, 0, 0);
    loop {
        let rows = store::staged_rows(read.conn(), preview.token, after, 1_000).await.unwrap();
        let Some((last, _)) = rows.last() else { break };
        (after, all, most) = (*last, all + rows.len(), most.max(rows.len()));
    }
    assert_eq!((all, most <= 6), (13, true), "{most} rows of 900 kB at a time");
}
