//! A whole session is logged at TRACE, with every library in it: no byte of the key and no word of a passphrase comes out,
//! in the logs, in the environment or among the arguments. A process of its own: the log is the whole process's.

use std::io::Write;
use std::sync::{Arc, Mutex};

use kehu_core::customers::{CustomerDraft, CustomerKind};
use kehu_core::transfer::{ImportSource, ImportTarget};
use kehu_core::workspace::{KeySource, Protection, unlock};
use kehu_core::{Access, Clock, Crm, NewCompany};

/// Everything that was logged.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

const PASSPHRASE: &str = "correct horse battery 马";

fn passphrase() -> secrecy::SecretString {
    PASSPHRASE.to_owned().into()
}

#[tokio::test]
async fn no_byte_of_the_key_and_no_passphrase_is_ever_logged() {
    let log = Log::default();
    let writer = log.clone();
    tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(move || writer.clone()).init();

    tracing::trace!("the log is heard");
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("w");
    let company = NewCompany {
        owner: "Owner".into(),
        device: "test".into(),
        zone: chrono_tz::Tz::Asia__Shanghai,
        country: "CN".into(),
        base_currency: "CNY".into(),
    };
    let (crm, code) = Crm::create(&dir, Protection::Passphrase(passphrase()), company, Clock::System).await.unwrap();
    let code = code.unwrap().printed().to_string();
    let session = crm.session();
    session.create_customer(CustomerDraft::named(CustomerKind::Person, "张伟")).await.unwrap();
    session.undo().await.unwrap();
    session.redo().await.unwrap();
    let file = ImportSource::Text("name,phone\nAda,13800000000\n".to_owned().into());
    let preview = session.open_import(ImportTarget::Customers, file).await.unwrap();
    session.run_import(preview.token, preview.plan, false, &|_| ()).await.unwrap();
    session.search("zw", 10, None).await.unwrap();
    session.back_up().await.unwrap();
    assert!(session.check(false).await.unwrap().ok);
    crm.close().await.unwrap();
    let wrong = Crm::open(
        &dir,
        KeySource::Passphrase("wrong horse battery".to_owned().into()),
        Access::ReadWrite,
        Clock::System,
    );
    assert!(wrong.await.is_err());
    let crm = Crm::open(&dir, KeySource::Passphrase(passphrase()), Access::ReadWrite, Clock::System).await.unwrap();
    let (crm, rekeyed) = crm.rekey(&|_| {}).await;
    rekeyed.unwrap();
    crm.unwrap().close().await.unwrap();

    let key = unlock(&dir, KeySource::Passphrase(passphrase())).await.unwrap().pragma_value().to_string();
    let hex: String = key.chars().filter(char::is_ascii_hexdigit).collect();
    assert_eq!(hex.len(), 64, "x'<64 hex>'");
    let bytes: Vec<u8> = (0..64).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect();

    let log = log.0.lock().unwrap().clone();
    let text = String::from_utf8_lossy(&log).into_owned();
    assert!(text.contains("the log is heard"));
    let surroundings: String =
        std::env::args().chain(std::env::vars().map(|(name, value)| format!("{name}={value}"))).collect();
    // A fifth of the key is a leak too, in hexadecimal, as a list of numbers, or as it is.
    for part in 0..=64 - 12 {
        let part = &hex[part..part + 12];
        assert!(!text.to_lowercase().contains(&part.to_lowercase()), "the log holds part of the key");
        assert!(!surroundings.to_lowercase().contains(&part.to_lowercase()), "the surroundings hold part of the key");
    }
    for part in bytes.windows(6) {
        let numbers = part.iter().map(u8::to_string).collect::<Vec<_>>().join(", ");
        assert!(!text.contains(&numbers), "the log holds part of the key as numbers");
        assert!(!log.windows(6).any(|seen| seen == part), "the log holds part of the key as bytes");
    }
    for secret in [PASSPHRASE, "wrong horse", code.as_str(), &code.replace('-', "")] {
        assert!(!text.contains(secret) && !surroundings.contains(secret), "the log holds a secret");
    }
}
