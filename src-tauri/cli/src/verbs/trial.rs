//! Somebody of a role who tries every verb.

use std::path::{Path, PathBuf};

use clap::Parser as _;
use kehu_core::contacts::ContactDraft;
use kehu_core::customers::{CustomerDraft, CustomerKind};
use kehu_core::insights::INSIGHTS;
use kehu_core::people::UserDraft;
use kehu_core::purchases::PurchaseDraft;
use kehu_core::views::{Entity, ViewDefinition};
use kehu_core::{Crm, RoleId, Session, UserId};

use crate::args::Args;
use crate::commands::act;
use crate::output::Output;

const LISTS: [&str; 4] = [
    "list customers --limit 9999",
    "list contacts --limit 9999",
    "list customers --limit 9999 --csv",
    "list contacts --limit 9999 --csv",
];

/// They are about one record.
const RECORDS: [&str; 11] = [
    "show customers CUSTOMER",
    "show contacts CONTACT",
    "search WORD",
    "history CUSTOMER",
    "history CONTACT",
    "privacy consents contacts CONTACT",
    "privacy report customers CUSTOMER",
    "privacy report contacts CONTACT",
    "privacy report contacts CONTACT --html",
    "privacy erase customers CUSTOMER --dry-run",
    "privacy erase contacts CONTACT --dry-run",
];

/// They are about nobody's records.
const OPEN: [&str; 17] = [
    "people list",
    "people add NEWCOMER",
    "people roles LEAVER sales",
    "people archive LEAVER",
    "roles",
    "audit",
    "audit --by OWNER",
    "import people FILE",
    "import products FILE",
    "check",
    "check --repair",
    "check --audit",
    "backup",
    "privacy certificates",
    "privacy retention",
    "privacy retention preview RULE",
    "privacy retention run RULE --expected 0",
];

/// They change the record, or the colleague it belongs to: each gets a new one. Who hands everything over comes last.
const ACTS: [&str; 10] = [
    "import customers FILE",
    "import contacts FILE",
    "import purchases FILE",
    "people password OWNER --new FILE",
    "people withdraw OWNER",
    "privacy erase customers CUSTOMER --confirm WORD",
    "privacy erase contacts CONTACT --confirm PERSON",
    "transfer --to Heir --ids CUSTOMER",
    r#"transfer --to Heir --filter {"field":"name","op":"is","value":"WORD"}"#,
    "transfer --to Heir --from OWNER",
];

/// What somebody signs in with.
pub const PASSWORD: &str = "correct horse";

/// What a verb answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    Done,
    /// It ended well, and found nothing.
    Nothing,
    Exit(u8),
}

/// Of the own record, and of another's.
pub type Cell = (Told, Told);

pub fn written((own, other): Cell) -> String {
    let word = |told| match told {
        Told::Done => "yes".to_owned(),
        Told::Nothing => "–".to_owned(),
        Told::Exit(code) => code.to_string(),
    };
    match (own, other) {
        (Told::Done, Told::Done) => "all".to_owned(),
        (Told::Done, Told::Nothing) => "own".to_owned(),
        (Told::Done, Told::Exit(code)) => format!("own, {code}"),
        (own, other) if own == other => word(own),
        (own, other) => format!("{}, {}", word(own), word(other)),
    }
}

#[derive(Clone)]
pub struct Colleague {
    pub id: UserId,
    pub name: String,
}

pub async fn colleague(crm: &Crm, name: String, role: Option<RoleId>) -> Colleague {
    let session = crm.session();
    let id = session.create_user(UserDraft::named(&name)).await.unwrap();
    session.set_roles(id, role.as_slice()).await.unwrap();
    Colleague { id, name }
}

/// A customer with a person and a purchase.
struct Record {
    owner: Colleague,
    /// In all its names.
    word: String,
    customer: String,
    contact: String,
}

/// Somebody of a role, who tries everything.
pub struct Trial<'a> {
    pub crm: &'a Crm,
    pub folder: &'a Path,
    pub rule: &'a str,
    pub session: Session,
    pub me: Colleague,
    pub seller: Colleague,
    pub leaver: Colleague,
    /// The number of the newest record.
    pub newest: u32,
}

impl Trial<'_> {
    /// A new record. The newest is the best customer of all.
    async fn record(&mut self, owner: &Colleague) -> Record {
        self.newest += 1;
        let (session, word) = (self.crm.session(), format!("quay{:05}", self.newest));
        let draft = CustomerDraft { owner_id: Some(owner.id), ..CustomerDraft::named(CustomerKind::Person, &word) };
        let customer = session.create_customer(draft).await.unwrap();
        let draft = ContactDraft { customer_id: Some(customer), ..ContactDraft::named(&format!("{word}-boss")) };
        let contact = session.create_contact(draft).await.unwrap();
        let purchase = PurchaseDraft {
            customer_id: customer,
            product_id: None,
            bought_on: "2026-01-10".to_owned(),
            quantity: "1".to_owned(),
            amount: self.newest.to_string(),
            currency: "CNY".to_owned(),
            source: None,
            reference: None,
        };
        session.create_purchase(purchase).await.unwrap();
        Record { owner: owner.clone(), word, customer: customer.to_string(), contact: contact.to_string() }
    }

    async fn pair(&mut self) -> (Record, Record) {
        let (me, seller) = (self.me.clone(), self.seller.clone());
        (self.record(&me).await, self.record(&seller).await)
    }

    /// The file a verb reads.
    fn file(&self, verb: &str, Record { word, owner, .. }: &Record) -> PathBuf {
        let text = match verb {
            "import customers FILE" => format!("name,owner\nport {word},{}\n", owner.name),
            "import contacts FILE" => format!("name,customer\nport {word},{word}\n"),
            "import purchases FILE" => format!("customer,date,amount\n{word},2026-01-05,5\n"),
            "import people FILE" | "import products FILE" => format!("name\nport {word}\n"),
            _ => PASSWORD.to_owned(),
        };
        let path = self.folder.join("file.csv");
        std::fs::write(&path, text).unwrap();
        path
    }

    /// What a verb prints, or its exit code.
    async fn said(&self, verb: &str, record: &Record) -> Result<String, u8> {
        let blanks = [
            ("CUSTOMER", record.customer.clone()),
            ("CONTACT", record.contact.clone()),
            ("OWNER", record.owner.name.clone()),
            ("PERSON", format!("{}-boss", record.word)),
            ("NEWCOMER", format!("New {}", record.word)),
            ("WORD", record.word.clone()),
            ("LEAVER", self.leaver.name.clone()),
            ("RULE", self.rule.to_owned()),
            ("FILE", self.file(verb, record).display().to_string()),
        ];
        let filled = |part: &str| blanks.iter().fold(part.to_owned(), |part, (blank, text)| part.replace(blank, text));
        let json = (!verb.ends_with("--csv")).then(|| "--json".to_owned());
        let line = ["kehu".to_owned()].into_iter().chain(json).chain(verb.split(' ').map(filled));
        let args = Args::try_parse_from(line).unwrap();
        let output = Output::new(&args);
        match act(&self.session, &args, &args.command, &output).await {
            Ok(()) => Ok(output.text()),
            Err(fault) => Err(fault.exit_code()),
        }
    }

    async fn told(&self, verb: &str, record: &Record) -> Told {
        let nothing: &[&str] = match verb.split(' ').next() {
            Some("search") => &[r#""hits":[]"#],
            Some("transfer") => &[r#""customers":0"#],
            // For a customer that it does not find it makes another of the same name.
            Some("import") => &[r#""stored":0"#, r#""made":1"#],
            _ => &[],
        };
        match self.said(verb, record).await {
            Err(code) => Told::Exit(code),
            Ok(text) if nothing.iter().any(|nothing| text.contains(nothing)) => Told::Nothing,
            Ok(_) => Told::Done,
        }
    }

    async fn each(&self, verb: &str, (own, other): &(Record, Record)) -> Cell {
        (self.told(verb, own).await, self.told(verb, other).await)
    }

    /// What another has done is not to be undone.
    async fn undone(&self, (_, other): &(Record, Record)) -> [Cell; 2] {
        let theirs = [self.told("undo", other).await, self.told("redo", other).await];
        self.session.save_view(Entity::Customer, "own", false, &ViewDefinition::default()).await.unwrap();
        [(self.told("undo", other).await, theirs[0]), (self.told("redo", other).await, theirs[1])]
    }

    async fn listed(&self, verb: &str, (own, other): &(Record, Record)) -> Cell {
        let said = self.said(verb, own).await;
        let shown = |record: &Record| match &said {
            Err(code) => Told::Exit(*code),
            Ok(text) if text.contains(&record.word) => Told::Done,
            Ok(_) => Told::Nothing,
        };
        (shown(own), shown(other))
    }

    async fn insights(&self, any: &Record) -> Vec<Result<String, u8>> {
        let mut said = Vec::new();
        for name in INSIGHTS {
            said.push(self.said(&format!("insight {name}"), any).await);
        }
        said
    }

    async fn counted(&mut self) -> Vec<Cell> {
        let (me, seller) = (self.me.clone(), self.seller.clone());
        let own = self.record(&me).await;
        let before = self.insights(&own).await;
        self.record(&me).await;
        let between = self.insights(&own).await;
        self.record(&seller).await;
        let after = self.insights(&own).await;
        let changed = |one: &Result<String, u8>, next: &Result<String, u8>| match next {
            Err(code) => Told::Exit(*code),
            Ok(_) if one == next => Told::Nothing,
            Ok(_) => Told::Done,
        };
        let rounds = before.iter().zip(&between).zip(&after);
        rounds.map(|((before, between), after)| (changed(before, between), changed(between, after))).collect()
    }

    /// Every verb, in the order of the table.
    pub async fn everything(&mut self) -> Vec<(String, Cell)> {
        let records = self.pair().await;
        let [undo, redo] = self.undone(&records).await;
        let mut cells = vec![("undo".to_owned(), undo), ("redo".to_owned(), redo)];
        for verb in LISTS {
            cells.push((verb.to_owned(), self.listed(verb, &records).await));
        }
        for verb in RECORDS {
            cells.push((verb.to_owned(), self.each(verb, &records).await));
        }
        let insights = INSIGHTS.iter().map(|name| format!("insight {name}"));
        cells.extend(insights.zip(self.counted().await));
        for verb in OPEN {
            let told = self.told(verb, &records.0).await;
            cells.push((verb.to_owned(), (told, told)));
        }
        for verb in ACTS {
            let records = self.pair().await;
            cells.push((verb.to_owned(), self.each(verb, &records).await));
        }
        cells
    }
}
