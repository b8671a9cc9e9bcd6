//! What a person likes about the window: kept beside the program, holds nothing about customers.

use std::path::{Path, PathBuf};

use crate::places::Places;

const FILE: &str = "preferences.json";

/// The languages of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
pub enum Language {
    /// Simplified Chinese.
    #[serde(rename = "zh-CN")]
    Chinese,
    /// English.
    #[serde(rename = "en")]
    English,
}

/// Light, dark, or as the system is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// Light.
    Light,
    /// Dark.
    Dark,
    /// As the system is.
    System,
}

/// How tall a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "lowercase")]
pub enum Density {
    /// 28 px.
    Compact,
    /// 36 px.
    Normal,
    /// 44 px.
    Roomy,
}

/// What a person likes about the window.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Preferences {
    /// The language.
    pub language: Language,
    /// The theme.
    pub theme: Theme,
    /// The density.
    pub density: Density,
    /// The accent colour, a name of the palette.
    pub accent: String,
    /// Single letters are shortcuts.
    pub single_keys: bool,
    /// The civil time zone of new workspaces; `null` follows the system.
    pub zone: Option<String>,
    /// Weeks start on Monday.
    pub first_day_monday: bool,
    /// ISO 3166 code of new addresses and of phones without a prefix.
    pub default_country: String,
    /// ISO 4217 code of new amounts.
    pub default_currency: String,
    /// The rail shows icons only.
    pub rail_folded: bool,
    /// The first steps are not shown any more.
    pub first_steps_done: bool,
    /// The insights were opened once.
    pub insights_seen: bool,
    /// After so many minutes without a key or a click the workspace locks; `null` never does.
    pub lock_after_minutes: Option<u32>,
}

/// The file: the preferences, where workspaces lie, and which was open last.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub struct Stored {
    #[serde(flatten)]
    pub preferences: Preferences,
    pub last_workspace: Option<String>,
    #[serde(flatten)]
    pub places: Places,
    #[serde(skip)]
    path: PathBuf,
}

/// Reads the file; a missing or unreadable one gives what the system suggests.
pub fn load(folder: &Path) -> Stored {
    let path = folder.join(FILE);
    let stored = std::fs::read(&path).ok().and_then(|bytes| complete(&bytes));
    match stored {
        Some(stored) => Stored { path, ..stored },
        None => Stored { preferences: suggested(), last_workspace: None, places: Places::default(), path },
    }
}

/// What an older program wrote has not every preference: those are as suggested.
fn complete(bytes: &[u8]) -> Option<Stored> {
    let Ok(serde_json::Value::Object(mut all)) = serde_json::to_value(suggested()) else { return None };
    let serde_json::Value::Object(stored) = serde_json::from_slice(bytes).ok()? else { return None };
    all.extend(stored);
    serde_json::from_value(all.into()).ok()
}

impl Stored {
    /// Writes the file, whole or not at all.
    pub fn save(&self) -> std::io::Result<()> {
        let folder = self.path.parent().unwrap_or(Path::new("."));
        std::fs::create_dir_all(folder)?;
        let part = self.path.with_extension("part");
        std::fs::write(&part, serde_json::to_vec_pretty(self)?)?;
        std::fs::rename(part, &self.path)
    }
}

fn suggested() -> Preferences {
    let locale = sys_locale::get_locale().unwrap_or_default();
    let chinese = locale.starts_with("zh");
    Preferences {
        language: if chinese { Language::Chinese } else { Language::English },
        theme: Theme::System,
        density: Density::Normal,
        accent: "jade".to_owned(),
        single_keys: true,
        zone: None,
        first_day_monday: chinese,
        default_country: if chinese { "CN" } else { "US" }.to_owned(),
        default_currency: if chinese { "CNY" } else { "USD" }.to_owned(),
        rail_folded: false,
        first_steps_done: false,
        insights_seen: false,
        lock_after_minutes: Some(15),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn preferences_survive_a_restart_and_a_broken_file_does_no_harm() {
        let dir = std::env::temp_dir().join(format!("kehu-preferences-{}", std::process::id()));
        let mut stored = load(&dir);
        stored.preferences.density = Density::Roomy;
        stored.last_workspace = Some("客户".to_owned());
        stored.save().unwrap();
        let again = load(&dir);
        assert_eq!((&again.preferences, again.last_workspace.as_deref()), (&stored.preferences, Some("客户")));
        let mut older = serde_json::to_value(&stored).unwrap();
        older
            .as_object_mut()
            .unwrap()
            .retain(|key, _| !["data_folder", "elsewhere", "insightsSeen"].contains(&key.as_str()));
        std::fs::write(dir.join(FILE), older.to_string()).unwrap();
        assert_eq!(load(&dir).preferences, stored.preferences);
        std::fs::write(dir.join(FILE), b"{").unwrap();
        assert_eq!(load(&dir).last_workspace, None);
        std::fs::remove_dir_all(dir).unwrap();
    }
}
