//! Where the key comes from: a file, the keychain, or a prompt.

use std::io::IsTerminal as _;
use std::path::Path;

use kehu_core::workspace::{KeySource, Protection, SlotKind, ways_in};

use crate::args::Args;
use crate::fault::Fault;

/// The bytes of a key file less one final line end.
pub fn from_file(path: &Path) -> Result<String, Fault> {
    let refused = |code| Fault::invalid("key-file", code);
    let bytes = std::fs::read(path).map_err(|_| refused("unreadable"))?;
    let bytes = bytes.strip_suffix(b"\n").unwrap_or(&bytes);
    let bytes = bytes.strip_suffix(b"\r").unwrap_or(bytes);
    String::from_utf8(bytes.to_vec()).map_err(|_| refused("encoding"))
}

fn prompt() -> Result<String, Fault> {
    if !std::io::stdin().is_terminal() {
        return Err(Fault::new("missing_key"));
    }
    rpassword::prompt_password("passphrase / 口令: ").map_err(|_| Fault::new("missing_key"))
}

/// What opens an existing workspace.
pub fn source(args: &Args, dir: &Path) -> Result<KeySource, Fault> {
    if let Some(file) = &args.recovery_file {
        return Ok(KeySource::Recovery(from_file(file)?.into()));
    }
    if let Some(name) = &args.user {
        let password = args.key_file.as_deref().map_or_else(prompt, from_file)?;
        return Ok(KeySource::Person { name: name.clone(), password: password.into() });
    }
    if let Some(file) = &args.key_file {
        return Ok(KeySource::Passphrase(from_file(file)?.into()));
    }
    let ways = ways_in(dir)?;
    if ways.contains(&SlotKind::Keychain) || ways.contains(&SlotKind::Open) {
        return Ok(KeySource::Keychain);
    }
    Ok(KeySource::Passphrase(prompt()?.into()))
}

/// What guards a new workspace: the key file's passphrase, else the keychain, else a prompt.
pub async fn protection(args: &Args) -> Result<Protection, Fault> {
    if let Some(file) = &args.key_file {
        return Ok(Protection::Passphrase(from_file(file)?.into()));
    }
    if kehu_core::workspace::probe_keychain().await.is_ok() {
        return Ok(Protection::Keychain);
    }
    Ok(Protection::Passphrase(prompt()?.into()))
}
