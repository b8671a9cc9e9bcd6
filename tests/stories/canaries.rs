//! Planted words: whatever a person writes is found in no file of the workspace, in no form.

use std::path::Path;

use kehu_core::customers::{CustomerDraft, CustomerKind, FieldPatch};
use kehu_core::methods::{MethodDraft, MethodKind};
use kehu_tests::a_workspace;

const CUSTOMERS: usize = 250;

/// Four words a customer: name, note, mail and address of mail's owner.
fn words(n: usize) -> [String; 4] {
    ["canaryname", "canarynote", "canarymail", "canarynew"].map(|word| format!("{word}{n:04}x"))
}

fn files(dir: &Path, found: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files(&path, found) } else { found.push(path) }
    }
}

fn leaks(dir: &Path) -> Vec<String> {
    let mut found = Vec::new();
    files(dir, &mut found);
    assert!(found.len() >= 3, "there is something to search");
    let leaking = found
        .into_iter()
        .filter(|file| std::fs::read(file).unwrap().windows(6).any(|w| w.eq_ignore_ascii_case(b"canary")));
    leaking.map(|file| file.display().to_string()).collect()
}

#[tokio::test]
async fn none_of_a_thousand_planted_words_is_found_in_any_file() {
    let (folder, crm) = a_workspace().await;
    let session = crm.session();
    for n in 0..CUSTOMERS {
        let [name, note, mail, renamed] = words(n);
        let draft = CustomerDraft {
            note: Some(note),
            methods: vec![MethodDraft { kind: MethodKind::Email, label: None, raw: format!("{mail}@example.com") }],
            ..CustomerDraft::named(CustomerKind::Person, &name)
        };
        let id = session.create_customer(draft).await.unwrap();
        session.update_customer(id, vec![FieldPatch { field: "name".into(), value: Some(renamed) }]).await.unwrap();
    }
    let file = folder.path().join("plain.txt");
    std::fs::write(&file, "canary in a file").unwrap();
    let any = session.search("canarynew0000x", 1, None).await.unwrap().hits.remove(0).id;
    session
        .attach_files(kehu_core::ParentRef::Customer { id: any.to_string().parse().unwrap() }, &[&file])
        .await
        .unwrap();
    std::fs::remove_file(file).unwrap();
    session.back_up().await.unwrap();
    assert_eq!(leaks(folder.path()), Vec::<String>::new(), "while it is open, the log beside the database included");
    crm.close().await.unwrap();
    assert_eq!(leaks(folder.path()), Vec::<String>::new(), "after it was closed");
}
