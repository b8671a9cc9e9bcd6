use std::io::{Read as _, Seek as _, SeekFrom, Write as _};

use super::CheckReport;
use crate::addresses::AddressDraft;
use crate::customers::{CustomerDraft, CustomerKind};
use crate::products::ProductDraft;
use crate::purchases::PurchaseDraft;
use crate::testing::{a_clock, a_workspace};
use crate::workspace::KeySource;
use crate::{Access, Crm, Session};

/// Three customers, one with an address and a tag, a product, some purchases, one of them changed and one deleted.
async fn fill(session: &Session) {
    let product = ProductDraft { sku: None, name: "GTX".into(), category: None, price: None, currency: None };
    let product = session.create_product(product).await.unwrap();
    for name in ["张伟", "Ada", "Müller GmbH"] {
        let mut draft = CustomerDraft::named(CustomerKind::Person, name);
        if name == "张伟" {
            draft.addresses = vec![an_address()];
            draft.tags = vec!["重要".into()];
        }
        let customer = session.create_customer(draft).await.unwrap();
        let mut last = None;
        for month in 1..=3 {
            let draft = PurchaseDraft {
                customer_id: customer,
                product_id: Some(product),
                bought_on: format!("2025-0{month}-10"),
                quantity: "1".into(),
                amount: format!("{month}0"),
                currency: "CNY".into(),
                source: None,
                reference: None,
            };
            let id = session.create_purchase(draft.clone()).await.unwrap();
            last = Some((id, PurchaseDraft { amount: "7".into(), ..draft }));
        }
        let (id, changed) = last.unwrap();
        session.update_purchase(id, changed).await.unwrap();
        if name == "Ada" {
            session.delete_purchase(id).await.unwrap();
        }
    }
}

fn an_address() -> AddressDraft {
    AddressDraft {
        label: None,
        country: "CN".into(),
        division: Some("440305".into()),
        province: None,
        city: None,
        district: None,
        street: None,
        postcode: None,
    }
}

/// Writes behind the back of everything that keeps things true.
async fn tamper(crm: &Crm, statement: &'static str) {
    let mut writer = crm.database().writer().await.unwrap();
    for statement in ["PRAGMA foreign_keys = OFF", statement, "PRAGMA foreign_keys = ON"] {
        sqlx::query(statement).execute(&mut writer.conn).await.unwrap_or_else(|e| panic!("{statement}: {e}"));
    }
}

fn checks(report: &CheckReport) -> Vec<&str> {
    report.findings.iter().map(|f| f.check.as_str()).collect()
}

async fn entries(crm: &Crm) -> i64 {
    let mut writer = crm.database().writer().await.unwrap();
    sqlx::query_scalar("SELECT count(*) FROM change").fetch_one(&mut writer.conn).await.unwrap()
}

#[tokio::test]
async fn a_workspace_that_nobody_touched_is_sound() {
    let (_dir, crm) = a_workspace().await;
    let session = crm.session();
    fill(&session).await;
    session.undo().await.unwrap();
    session.redo().await.unwrap();
    let report = session.check(false).await.unwrap();
    assert!(report.ok && report.findings.is_empty(), "{report:?}");
    assert_eq!(report.checked.len(), 16);
}

#[tokio::test]
async fn a_change_log_without_its_end_is_found() {
    let (dir, crm) = a_workspace().await;
    let dir = dir.path().join("test");
    fill(&crm.session()).await;
    crm.close().await.unwrap();
    let open = || Crm::open(&dir, KeySource::Keychain, Access::ReadWrite, a_clock());

    let crm = open().await.unwrap();
    assert!(crm.session().check(false).await.unwrap().ok);
    tamper(&crm, "DELETE FROM change WHERE tx = (SELECT max(seq) FROM change_tx)").await;
    tamper(&crm, "DELETE FROM change_tx WHERE seq = (SELECT max(seq) FROM change_tx)").await;
    let report = crm.session().check(false).await.unwrap();
    assert_eq!(checks(&report), ["change_log"]);
    assert_eq!(report.findings[0].detail, "cut_off");
}

#[tokio::test]
async fn every_derived_value_that_is_wrong_is_found_and_made_anew() {
    let (_dir, crm) = a_workspace().await;
    let session = crm.session();
    fill(&session).await;
    let recorded = entries(&crm).await;
    for (statement, found) in [
        ("UPDATE customer_totals SET amount_minor = amount_minor + 1", vec!["customer_totals"]),
        ("DELETE FROM customer_totals", vec!["customer_totals"]),
        ("UPDATE customer_totals SET last_on = '2030-01-01'", vec!["customer_totals"]),
        ("UPDATE customer_months SET amount_minor = 1 WHERE month = '2025-01'", vec!["customer_months"]),
        ("DELETE FROM customer_months WHERE month = '2025-02'", vec!["customer_months"]),
        ("UPDATE revenue_months SET customers = 9", vec!["revenue_months"]),
        ("INSERT INTO revenue_months VALUES ('USD', '2025-01', 1, 1, 1)", vec!["revenue_months"]),
        ("UPDATE customers SET purchase_count = 0, last_purchase_on = NULL", vec!["customer_purchases"]),
        ("UPDATE customers SET region = 'CN-99'", vec!["customer_region"]),
        ("UPDATE customers SET city = 'Nowhere' WHERE name = 'Ada'", vec!["customer_city"]),
        ("UPDATE customers SET city = NULL WHERE name = '张伟'", vec!["customer_city"]),
        ("UPDATE customers SET region = NULL, city = NULL", vec!["customer_region", "customer_city"]),
        ("DELETE FROM live_tags", vec!["customer_tags"]),
        ("UPDATE live_tags SET rid = rid + 1", vec!["customer_tags"]),
        ("INSERT INTO live_tags SELECT id, 99 FROM tags", vec!["customer_tags"]),
        ("UPDATE customers SET owner_sort = 'zz'", vec!["customer_owner"]),
        ("UPDATE customers SET name_sort = 'zz' WHERE name = 'Ada'", vec!["sort_keys"]),
        ("UPDATE products SET name_key = 'zz'", vec!["sort_keys"]),
        ("UPDATE users SET name_sort = 'zz'", vec!["sort_keys"]),
        ("DELETE FROM search_index WHERE rowid = 4", vec!["search", "search"]),
    ] {
        tamper(&crm, statement).await;
        let report = session.check(false).await.unwrap();
        assert_eq!(checks(&report), found, "{statement}: {report:?}");
        assert!(!report.ok);
        let mended = session.check(true).await.unwrap();
        assert!(mended.ok && mended.findings.iter().all(|f| f.repaired), "{statement}: {mended:?}");
        let after = session.check(false).await.unwrap();
        assert!(after.ok && after.findings.is_empty(), "{statement}: {after:?}");
    }
    assert_eq!(entries(&crm).await, recorded, "repair is not an operation");
    let found = session.search("zw", 5, None).await.unwrap();
    assert_eq!(found.hits[0].title, "张伟");
}

#[tokio::test]
async fn a_forged_change_log_names_its_first_broken_transaction() {
    for (statement, broken) in [
        ("UPDATE change SET old = 2999 WHERE tx = 7 AND col = 'amount_minor'", "7"),
        ("UPDATE change_tx SET at = at - 1 WHERE seq = 4", "4"),
        ("UPDATE change_tx SET actor = zeroblob(16) WHERE seq = 1", "1"),
        ("DELETE FROM change_tx WHERE seq = 5", "6"),
        ("DELETE FROM change WHERE seq = (SELECT last_entry FROM change_tx WHERE seq = 3)", "3"),
        ("UPDATE change SET tx = 2 WHERE tx = 3", "3"),
        ("INSERT INTO change SELECT max(seq) + 1, 99, tbl, row_id, root, kind, col, old, nonce FROM change", "99"),
    ] {
        let (_dir, crm) = a_workspace().await;
        let session = crm.session();
        fill(&session).await;
        tamper(&crm, statement).await;
        let report = session.check(true).await.unwrap();
        let found: Vec<(&str, &str, bool)> =
            report.findings.iter().map(|f| (f.check.as_str(), f.detail.as_str(), f.repaired)).collect();
        assert_eq!(found, [("change_log", broken, false)], "{statement}");
        assert!(!report.ok);
    }
}

#[tokio::test]
async fn a_row_that_refers_to_nothing_is_told_by_table() {
    let (_dir, crm) = a_workspace().await;
    let session = crm.session();
    fill(&session).await;
    tamper(&crm, "DROP TRIGGER capture_purchases_u_product_id").await;
    tamper(&crm, "UPDATE purchases SET product_id = zeroblob(16)").await;
    let report = session.check(true).await.unwrap();
    assert_eq!(checks(&report), ["references"]);
    assert_eq!(report.findings[0].detail, "purchases → products: 9");
}

#[tokio::test]
async fn a_damaged_page_is_a_finding_and_not_the_end_of_the_check() {
    let (dir, crm) = a_workspace().await;
    fill(&crm.session()).await;
    let path = crm.dir().join(crate::crm::DATABASE);
    // A page that opening does not need.
    let page: i64 = {
        let mut writer = crm.database().writer().await.unwrap();
        let root = "SELECT rootpage FROM sqlite_schema WHERE name = 'purchases_product'";
        sqlx::query_scalar(root).fetch_one(&mut writer.conn).await.unwrap()
    };
    crm.close().await.unwrap();
    let mut file = std::fs::File::options().read(true).write(true).open(&path).unwrap();
    let at = 4096 * (page as u64 - 1) + 2_000;
    let mut byte = [0];
    file.seek(SeekFrom::Start(at)).unwrap();
    file.read_exact(&mut byte).unwrap();
    file.seek(SeekFrom::Start(at)).unwrap();
    file.write_all(&[!byte[0]]).unwrap();
    drop(file);
    let crm = Crm::open(&dir.path().join("test"), KeySource::Keychain, Access::ReadWrite, a_clock()).await.unwrap();
    let report = crm.session().check(false).await.unwrap();
    assert!(checks(&report).contains(&"cipher"), "{report:?}");
    assert!(!report.ok);
}
