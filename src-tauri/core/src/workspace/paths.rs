use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use unicode_normalization::UnicodeNormalization;

use super::error::{NameProblem, WorkspaceError};
use super::keyslots::KeyFile;

/// The longest name of a workspace, in characters.
pub const MAX_NAME_CHARS: usize = 80;
/// What the usual file systems take as one name.
const MAX_NAME_BYTES: usize = 255;

/// The folder that holds the workspaces of one person, one folder each.
#[derive(Debug, Clone)]
pub struct Workspaces {
    root: PathBuf,
}

/// One workspace, as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkspaceInfo {
    /// The name a person gave; it is the folder's name.
    pub name: String,
    /// Its folder.
    pub path: PathBuf,
    /// Whether it is a demo company, of invented data and with an open key.
    pub demo: bool,
}

impl Workspaces {
    /// The workspaces below `root`, which need not exist yet.
    #[must_use]
    pub fn at(root: PathBuf) -> Self {
        Self { root }
    }

    /// The workspaces of this person: `<data folder of the system>/kehu/workspaces`.
    ///
    /// # Errors
    /// [`WorkspaceError::NoDataFolder`] when the system names none.
    pub fn default_root() -> Result<Self, WorkspaceError> {
        let data = dirs::data_dir().ok_or(WorkspaceError::NoDataFolder)?;
        Ok(Self::at(data.join("kehu").join("workspaces")))
    }

    /// The folder that holds the workspaces.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Every workspace, by name. A damaged one is in the list, so that it can be repaired.
    ///
    /// # Errors
    /// When the folder is there and cannot be read.
    pub fn list(&self) -> Result<Vec<WorkspaceInfo>, WorkspaceError> {
        let entries = match fs::read_dir(&self.root) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries?,
        };
        let mut found = Vec::new();
        for entry in entries {
            let path = entry?.path();
            let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
            if parse_name(name).is_err() || !KeyFile::path(&path).is_file() {
                continue;
            }
            let demo = KeyFile::read(&path).is_ok_and(|file| file.demo);
            found.push(WorkspaceInfo { name: name.nfc().collect(), path, demo });
        }
        found.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(found)
    }

    /// The folder for a workspace of this name, whether it exists or not.
    ///
    /// # Errors
    /// [`WorkspaceError::BadName`].
    pub fn path_of(&self, name: &str) -> Result<PathBuf, WorkspaceError> {
        Ok(self.root.join(parse_name(name).map_err(WorkspaceError::BadName)?))
    }
}

/// Any human name, trimmed and composed, that is one folder on every system.
fn parse_name(name: &str) -> Result<String, NameProblem> {
    let name: String = name.trim().nfc().collect();
    if name.is_empty() {
        return Err(NameProblem::Empty);
    }
    if name.chars().count() > MAX_NAME_CHARS || name.len() > MAX_NAME_BYTES {
        return Err(NameProblem::TooLong);
    }
    if let Some(character) = name.chars().find(|c| is_forbidden(*c)) {
        return Err(NameProblem::Character(character));
    }
    if name.starts_with('.') || name.ends_with('.') {
        return Err(NameProblem::Dot);
    }
    if is_device(&name) { Err(NameProblem::Reserved) } else { Ok(name) }
}

/// Separators, what Windows refuses, controls, and marks that turn the direction of a name.
fn is_forbidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|')
        || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Windows takes these for devices, with any extension.
/// <https://learn.microsoft.com/windows/win32/fileio/naming-a-file>
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim_end().to_uppercase();
    match stem.as_str() {
        "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$" => true,
        _ => ["COM", "LPT"].iter().filter_map(|port| stem.strip_prefix(port)).any(|number| {
            let mut chars = number.chars();
            matches!(chars.next(), Some('0'..='9' | '¹' | '²' | '³')) && chars.next().is_none()
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::create::{Protection, create_now};

    fn problem(name: &str) -> Option<NameProblem> {
        parse_name(name).err()
    }

    #[test]
    fn human_names_of_any_script_are_taken() {
        for name in ["Acme", "张三的公司", "  Café № 7 ", "O'Brien & Söhne (2)", "客户 🏮", "v1.2"] {
            assert_eq!(problem(name), None, "{name}");
        }
        assert_eq!(parse_name(" Cafe\u{301} ").unwrap(), "Café");
        assert_eq!(problem(&"长".repeat(80)), None);
    }

    #[test]
    fn names_that_are_no_folder_everywhere_are_refused_with_the_reason() {
        assert_eq!(problem(" \t "), Some(NameProblem::Empty));
        assert_eq!(problem(&"长".repeat(81)), Some(NameProblem::TooLong));
        assert_eq!(problem(&"🏮".repeat(80)), Some(NameProblem::TooLong));
        for name in [".", "..", ".hidden", "dot."] {
            assert_eq!(problem(name), Some(NameProblem::Dot), "{name}");
        }
        for (name, c) in [
            ("a/b", '/'),
            ("a\\b", '\\'),
            ("../x", '/'),
            ("C:", ':'),
            ("a\0b", '\0'),
            ("a\nb", '\n'),
            ("a\u{202e}b", '\u{202e}'),
        ] {
            assert_eq!(problem(name), Some(NameProblem::Character(c)), "{name:?}");
        }
        for name in ["con", "NUL", "nul.txt", "Com1", "LPT9.a.b", "com²", "aux "] {
            assert_eq!(problem(name), Some(NameProblem::Reserved), "{name}");
        }
        for name in ["console", "com", "COM10", "nullable", "company"] {
            assert_eq!(problem(name), None, "{name}");
        }
    }

    #[test]
    fn a_path_is_always_directly_below_the_root() {
        let root = Workspaces::at(PathBuf::from("/r"));
        assert_eq!(root.path_of("客户").unwrap(), Path::new("/r/客户"));
        assert!(matches!(root.path_of("../客户"), Err(WorkspaceError::BadName(_))));
    }

    #[test]
    fn the_list_names_workspaces_and_nothing_else() {
        let dir = tempfile::tempdir().unwrap();
        let all = Workspaces::at(dir.path().join("none yet"));
        assert_eq!(all.list().unwrap(), []);
        create_now(&all.path_of("乙").unwrap(), Protection::Demo, 1).unwrap();
        create_now(&all.path_of("甲").unwrap(), Protection::Keychain, 1).unwrap();
        fs::create_dir(all.root().join("empty folder")).unwrap();
        fs::write(all.root().join("a file"), b"").unwrap();
        let damaged = all.path_of("丙").unwrap();
        fs::create_dir(&damaged).unwrap();
        fs::write(damaged.join("keyslots.json"), b"{").unwrap();
        let list = all.list().unwrap();
        let seen: Vec<_> = list.iter().map(|info| (info.name.as_str(), info.demo)).collect();
        assert_eq!(seen, [("丙", false), ("乙", true), ("甲", false)]);
    }
}
