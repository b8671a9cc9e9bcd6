//! Where workspaces lie: the folder that new ones are made in, and those that were opened from elsewhere.

use std::path::{Path, PathBuf};

use kehu_core::workspace::{WorkspaceError, WorkspaceInfo, Workspaces};

/// What is kept about it beside the preferences.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize)]
pub struct Places {
    /// The folder a person chose for new workspaces; `None` is the usual one.
    #[serde(default)]
    pub data_folder: Option<PathBuf>,
    /// Folders of workspaces that lie somewhere else.
    #[serde(default)]
    elsewhere: Vec<PathBuf>,
}

impl Places {
    /// The folder of new workspaces.
    pub fn root(&self, usual: &Workspaces) -> Workspaces {
        self.data_folder.clone().map_or_else(|| usual.clone(), Workspaces::at)
    }

    /// Every workspace that can be reached now, each under a name of its own: those of the chosen folder, of the usual
    /// one, and from elsewhere.
    pub fn known(&self, usual: &Workspaces) -> Result<Vec<WorkspaceInfo>, WorkspaceError> {
        let mut known: Vec<WorkspaceInfo> = Vec::new();
        let chosen = self.data_folder.clone().map(Workspaces::at);
        for root in chosen.iter().chain([usual]) {
            known.extend(root.list()?);
        }
        known.extend(self.elsewhere.iter().filter_map(|path| look(path)));
        let mut distinct: Vec<WorkspaceInfo> = Vec::with_capacity(known.len());
        for mut workspace in known {
            if distinct.iter().any(|other| other.path == workspace.path) {
                continue;
            }
            let name = workspace.name.clone();
            for number in 2.. {
                if distinct.iter().all(|other| other.name != workspace.name) {
                    break;
                }
                workspace.name = format!("{name} ({number})");
            }
            distinct.push(workspace);
        }
        Ok(distinct)
    }

    /// Keeps a workspace from elsewhere in the list. `None` when the folder holds none.
    pub fn remember(&mut self, path: &Path, usual: &Workspaces) -> Result<Option<String>, WorkspaceError> {
        let Some(found) = look(path) else { return Ok(None) };
        if !self.known(usual)?.iter().any(|known| known.path == found.path) {
            self.elsewhere.push(found.path.clone());
        }
        Ok(self.known(usual)?.into_iter().find(|known| known.path == found.path).map(|known| known.name))
    }

    /// Another folder for new workspaces; those in the former one stay in the list.
    pub fn move_to(&mut self, folder: Option<PathBuf>, usual: &Workspaces) -> Result<(), WorkspaceError> {
        let former = self.root(usual).list()?;
        self.data_folder = folder.filter(|folder| folder != usual.root());
        for workspace in former {
            self.remember(&workspace.path, usual)?;
        }
        Ok(())
    }
}

/// The workspace in a folder. A person may also have picked a folder inside it.
fn look(path: &Path) -> Option<WorkspaceInfo> {
    path.ancestors().take(2).find_map(|folder| {
        let siblings = Workspaces::at(folder.parent()?.to_owned()).list().ok()?;
        siblings.into_iter().find(|workspace| workspace.path == folder)
    })
}

#[cfg(test)]
mod tests {
    use kehu_core::workspace::{Protection, create};

    use super::*;

    async fn make(root: &Path, name: &str) -> PathBuf {
        let path = root.join(name);
        create(&path, Protection::Demo, 1).await.unwrap();
        path
    }

    fn names(places: &Places, usual: &Workspaces) -> Vec<String> {
        places.known(usual).unwrap().into_iter().map(|known| known.name).collect()
    }

    #[tokio::test]
    async fn workspaces_from_elsewhere_are_known_under_names_of_their_own() {
        let dir = tempfile::tempdir().unwrap();
        let usual = Workspaces::at(dir.path().join("usual"));
        make(usual.root(), "Acme").await;
        let other = make(&dir.path().join("stick"), "Acme").await;
        let mut places = Places::default();
        assert_eq!(places.remember(dir.path(), &usual).unwrap(), None);
        assert_eq!(places.remember(&other.join("backups"), &usual).unwrap().as_deref(), Some("Acme (2)"));
        assert_eq!(places.remember(&other, &usual).unwrap().as_deref(), Some("Acme (2)"));
        assert_eq!(names(&places, &usual), ["Acme", "Acme (2)"]);
        std::fs::remove_dir_all(other).unwrap();
        assert_eq!(names(&places, &usual), ["Acme"]);
    }

    #[tokio::test]
    async fn another_folder_for_new_workspaces_loses_none_of_the_former() {
        let dir = tempfile::tempdir().unwrap();
        let usual = Workspaces::at(dir.path().join("usual"));
        make(usual.root(), "First").await;
        let mut places = Places::default();
        places.move_to(Some(dir.path().join("second")), &usual).unwrap();
        make(places.root(&usual).root(), "Second").await;
        places.move_to(Some(dir.path().join("third")), &usual).unwrap();
        assert_eq!(names(&places, &usual), ["First", "Second"]);
        places.move_to(None, &usual).unwrap();
        assert_eq!(places.root(&usual).root(), usual.root());
        assert_eq!(names(&places, &usual), ["First", "Second"]);
    }
}
