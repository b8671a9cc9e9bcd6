use super::*;

const SIZES: [usize; 8] = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK - 1, 2 * CHUNK, 3 * CHUNK + 17];

fn content(size: usize) -> Vec<u8> {
    (0..size).map(|at| (at * 31 + at / 251) as u8).collect()
}

fn vault() -> (tempfile::TempDir, AttachmentKey) {
    (tempfile::tempdir().unwrap(), AttachmentKey::generate())
}

fn read(dir: &Path, name: &str, key: &AttachmentKey) -> Result<Vec<u8>, VaultError> {
    Ok(open(dir, name, key)?.bytes()?.to_vec())
}

fn files(dir: &Path) -> usize {
    fs::read_dir(dir).unwrap().count()
}

#[test]
fn content_comes_back_at_every_boundary() {
    let (dir, key) = vault();
    for size in SIZES {
        let stored = store(dir.path(), &key, content(size).as_slice()).unwrap();
        assert_eq!(stored.size, size as u64);
        assert_eq!(read(dir.path(), &stored.name, &key).unwrap(), content(size), "{size}");
    }
    assert_eq!(files(dir.path()), SIZES.len());
}

#[test]
fn equal_content_is_stored_once_and_heals_a_damaged_file() {
    let (dir, key) = vault();
    let first = store(dir.path(), &key, b"same".as_slice()).unwrap();
    fs::write(dir.path().join(&first.name), b"rotten").unwrap();
    let again = store(dir.path(), &key, b"same".as_slice()).unwrap();
    assert_eq!(first, again);
    assert_eq!(files(dir.path()), 1);
    assert_eq!(read(dir.path(), &again.name, &key).unwrap(), b"same");
}

#[test]
fn another_key_gives_another_name_and_opens_nothing() {
    let (dir, key) = vault();
    let other = AttachmentKey::generate();
    let stored = store(dir.path(), &key, b"x".as_slice()).unwrap();
    assert_ne!(store(dir.path(), &other, b"x".as_slice()).unwrap().name, stored.name);
    assert!(matches!(read(dir.path(), &stored.name, &other), Err(VaultError::Damaged)));
    let kept = AttachmentKey::from_bytes(Zeroizing::new(*key.expose()));
    assert_eq!(read(dir.path(), &stored.name, &kept).unwrap(), b"x");
}

#[test]
fn the_file_shows_neither_content_nor_plain_hash() {
    let (dir, key) = vault();
    let text = b"canary canary canary".repeat(10_000);
    let stored = store(dir.path(), &key, text.as_slice()).unwrap();
    let bytes = fs::read(dir.path().join(&stored.name)).unwrap();
    assert!(!bytes.windows(6).any(|window| window == b"canary"));
    assert_ne!(stored.name, hex_encode(&<sha2::Sha256 as sha2::Digest>::digest(&text)));
}

#[test]
fn each_change_is_refused() {
    let (dir, key) = vault();
    let stored = store(dir.path(), &key, content(3 * CHUNK + 17).as_slice()).unwrap();
    let path = dir.path().join(&stored.name);
    let honest = fs::read(&path).unwrap();
    let sealed = CHUNK + TAG;
    let chunk = |number: usize| HEADER + number * sealed..HEADER + (number + 1) * sealed;
    let refused = |bytes: &[u8], what: &str| {
        fs::write(&path, bytes).unwrap();
        let read = read(dir.path(), &stored.name, &key);
        assert!(matches!(read, Err(VaultError::Damaged)), "{what}: {:?}", read.map(|b| b.len()));
    };

    for at in (0..HEADER).chain([HEADER, HEADER + sealed, honest.len() - 1]) {
        let mut changed = honest.clone();
        changed[at] ^= 1;
        refused(&changed, &format!("byte {at}"));
    }
    for length in [0, 7, HEADER, HEADER + 5, HEADER + sealed, honest.len() - 17, honest.len() - 1] {
        refused(&honest[..length], &format!("cut to {length}"));
    }
    for chunks in 1..=3 {
        refused(&honest[..HEADER + chunks * sealed], &format!("cut to {chunks} chunks"));
    }
    let mut swapped = honest.clone();
    swapped[chunk(0)].copy_from_slice(&honest[chunk(1)]);
    swapped[chunk(1)].copy_from_slice(&honest[chunk(0)]);
    refused(&swapped, "reordered");
    refused(&[&honest[..HEADER], &honest[HEADER + sealed..]].concat(), "first chunk gone");
    let doubled = [&honest[..HEADER + sealed], &honest[HEADER..]].concat();
    refused(&doubled, "chunk doubled");
    refused(&[honest.as_slice(), &[0; 40]].concat(), "bytes added");

    fs::write(&path, &honest).unwrap();
    assert!(read(dir.path(), &stored.name, &key).is_ok());
}

#[test]
fn exchanged_files_are_refused() {
    let (dir, key) = vault();
    let one = store(dir.path(), &key, b"one".as_slice()).unwrap();
    let two = store(dir.path(), &key, b"two".as_slice()).unwrap();
    fs::copy(dir.path().join(&two.name), dir.path().join(&one.name)).unwrap();
    assert!(matches!(read(dir.path(), &one.name, &key), Err(VaultError::Damaged)));
}

#[test]
fn a_name_cannot_leave_the_folder() {
    let (dir, key) = vault();
    let absent = "0".repeat(64);
    for name in ["", "..", "../kehu.db", "/etc/passwd", &"A".repeat(64), &absent] {
        assert!(matches!(open(dir.path(), name, &key), Err(VaultError::NotFound)), "{name}");
    }
}

#[test]
fn a_reader_that_fails_leaves_no_file() {
    struct Failing(usize);
    impl Read for Failing {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            self.0 = self.0.checked_sub(1).ok_or_else(|| io::Error::other("gone"))?;
            buffer.fill(7);
            Ok(buffer.len())
        }
    }
    let (dir, key) = vault();
    assert!(matches!(store(dir.path(), &key, Failing(40)), Err(VaultError::Io(_))));
    assert_eq!(files(dir.path()), 0);
}

#[test]
fn leftovers_of_a_crash_are_cleared_and_nothing_else() {
    let (dir, key) = vault();
    clear_unfinished(&dir.path().join("absent")).unwrap();
    let stored = store(dir.path(), &key, b"x".as_slice()).unwrap();
    fs::write(dir.path().join("0123.part"), b"half").unwrap();
    clear_unfinished(dir.path()).unwrap();
    assert_eq!(files(dir.path()), 1);
    assert!(open(dir.path(), &stored.name, &key).is_ok());
}
