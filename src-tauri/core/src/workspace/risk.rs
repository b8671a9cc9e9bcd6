use std::path::{Component, Path, PathBuf, Prefix};

/// Why a folder is a bad place for a database.
///
/// A program that synchronises copies the parts of an open database at different moments, and
/// file locks of network drives do not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum FolderRisk {
    /// Synchronised by Microsoft OneDrive.
    OneDrive,
    /// Synchronised by Apple iCloud Drive.
    #[serde(rename = "icloud")]
    ICloud,
    /// Synchronised by Dropbox.
    Dropbox,
    /// Synchronised by 坚果云 (Nutstore).
    Nutstore,
    /// On another computer.
    Network,
}

/// What threatens a database in `path`, which need not exist yet; `None` when nothing is known to.
#[must_use]
pub fn folder_risk(path: &Path) -> Option<FolderRisk> {
    let real = resolved(path);
    sync_risk(path).or_else(|| sync_risk(&real)).or_else(|| {
        let network = is_unc(&real) || mounts().is_some_and(|text| on_network(&real, &text));
        network.then_some(FolderRisk::Network)
    })
}

/// The path with its links followed, as far as it exists. Windows shows a mapped drive as UNC.
fn resolved(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    path.ancestors()
        .find_map(|existing| {
            let real = existing.canonicalize().ok()?;
            Some(real.join(path.strip_prefix(existing).unwrap_or(Path::new(""))))
        })
        .unwrap_or(path)
}

fn sync_risk(path: &Path) -> Option<FolderRisk> {
    path.components().find_map(|component| match component {
        Component::Normal(name) => risk_of(&name.to_string_lossy()),
        _ => None,
    })
}

/// The names these programs give their folders: "OneDrive - Contoso", "OneDrive-Personal"
/// (macOS CloudStorage), "Dropbox (Team)", "com~apple~CloudDocs", "我的坚果云".
fn risk_of(folder: &str) -> Option<FolderRisk> {
    let folder = folder.to_lowercase();
    let named =
        |name: &str| folder.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '-', '(']));
    if named("onedrive") {
        Some(FolderRisk::OneDrive)
    } else if named("icloud") || named("iclouddrive") || folder == "com~apple~clouddocs" {
        Some(FolderRisk::ICloud)
    } else if named("dropbox") {
        Some(FolderRisk::Dropbox)
    } else if named("nutstore") || folder.contains("坚果云") {
        Some(FolderRisk::Nutstore)
    } else {
        None
    }
}

fn is_unc(path: &Path) -> bool {
    matches!(
        path.components().next(),
        Some(Component::Prefix(prefix))
            if matches!(prefix.kind(), Prefix::UNC(..) | Prefix::VerbatimUNC(..))
    )
}

/// The mount table in the form of Linux's `mountinfo`.
#[cfg(target_os = "linux")]
fn mounts() -> Option<String> {
    std::fs::read_to_string("/proc/self/mountinfo").ok()
}

/// The mount table, brought into the form of Linux's `mountinfo`: macOS prints
/// `//user@host/share on /Volumes/share (smbfs, nodev, …)`.
#[cfg(target_os = "macos")]
fn mounts() -> Option<String> {
    let output = std::process::Command::new("/sbin/mount").output().ok()?;
    Some(mountinfo_of(&String::from_utf8_lossy(&output.stdout)))
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn mounts() -> Option<String> {
    None
}

#[cfg(any(target_os = "macos", test))]
fn mountinfo_of(mount_output: &str) -> String {
    let line = |line: &str| {
        let (_, rest) = line.split_once(" on ")?;
        let (point, options) = rest.rsplit_once(" (")?;
        let kind = options.split([',', ')']).next()?;
        Some(format!("0 0 0 / {} - {kind} x x\n", point.replace(' ', "\\040")))
    };
    mount_output.lines().filter_map(line).collect()
}

/// Whether the deepest mount that holds `path` is of a network file system.
fn on_network(path: &Path, mountinfo: &str) -> bool {
    const KINDS: [&str; 16] = [
        "afpfs",
        "afs",
        "beegfs",
        "ceph",
        "cifs",
        "davfs",
        "fuse.davfs2",
        "fuse.gvfsd-fuse",
        "fuse.rclone",
        "fuse.sshfs",
        "glusterfs",
        "ncpfs",
        "nfs",
        "nfs4",
        "smb3",
        "smbfs",
    ];
    let mounted = |line: &str| {
        let (mount, kind) = line.split_once(" - ")?;
        let point = PathBuf::from(unescaped(mount.split(' ').nth(4)?));
        let depth = path.starts_with(&point).then(|| point.components().count())?;
        Some((depth, kind.split(' ').next().is_some_and(|kind| KINDS.contains(&kind))))
    };
    // Of two mounts on one point the later one is seen.
    mountinfo.lines().filter_map(mounted).max_by_key(|(depth, _)| *depth).is_some_and(|(_, n)| n)
}

/// The table writes space, tab, line end and backslash as three octal digits.
fn unescaped(point: &str) -> String {
    point.replace("\\040", " ").replace("\\011", "\t").replace("\\012", "\n").replace("\\134", "\\")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_of_sync_programs_are_known_by_their_names() {
        let cases = [
            ("/Users/a/OneDrive/kehu", Some(FolderRisk::OneDrive)),
            ("/Users/a/OneDrive - Contoso Ltd/kehu", Some(FolderRisk::OneDrive)),
            ("/Users/a/Library/CloudStorage/OneDrive-Personal/k", Some(FolderRisk::OneDrive)),
            ("/Users/a/Library/Mobile Documents/com~apple~CloudDocs/k", Some(FolderRisk::ICloud)),
            ("/Users/a/iCloudDrive/k", Some(FolderRisk::ICloud)),
            ("/home/a/Dropbox/k", Some(FolderRisk::Dropbox)),
            ("/home/a/Dropbox (Team)/k", Some(FolderRisk::Dropbox)),
            ("/home/a/我的坚果云/k", Some(FolderRisk::Nutstore)),
            ("/home/a/Nutstore Files/k", Some(FolderRisk::Nutstore)),
            ("/home/a/.local/share/kehu/workspaces/k", None),
            ("/home/a/dropboxer/k", None),
            ("/home/onedriver/k", None),
        ];
        for (path, risk) in cases {
            assert_eq!(sync_risk(Path::new(path)), risk, "{path}");
        }
    }

    #[test]
    fn the_deepest_mount_decides_about_the_network() {
        let table = "22 1 0:20 / / rw - ext4 /dev/sda1 rw\n\
                     23 22 0:21 / /home/a/share rw - nfs4 server:/share rw\n\
                     24 22 0:22 / /home/a/My\\040NAS rw shared:1 - cifs //nas/x rw\n\
                     25 23 0:23 / /home/a/share/local rw - ext4 /dev/sdb1 rw\n";
        let on = |path: &str| on_network(Path::new(path), table);
        assert!(on("/home/a/share/kehu") && on("/home/a/My NAS/kehu"));
        assert!(!on("/home/a/kehu") && !on("/home/a/share/local/kehu") && !on("/home/a/shared"));
    }

    #[test]
    fn the_mount_table_of_macos_is_understood() {
        let table = mountinfo_of(
            "/dev/disk3s1s1 on / (apfs, sealed, local)\n\
             //ada@nas/Team (2) on /Volumes/Team (2) (smbfs, nodev, nosuid)\n",
        );
        assert!(on_network(Path::new("/Volumes/Team (2)/kehu"), &table));
        assert!(!on_network(Path::new("/Users/a"), &table));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_into_a_synchronised_folder_is_followed() {
        let dir = tempfile::tempdir().unwrap();
        let cloud = dir.path().join("Dropbox");
        std::fs::create_dir(&cloud).unwrap();
        std::os::unix::fs::symlink(&cloud, dir.path().join("data")).unwrap();
        let path = dir.path().join("data/not yet/there");
        assert_eq!(folder_risk(&path), Some(FolderRisk::Dropbox));
        assert_eq!(folder_risk(&dir.path().join("plain")), None);
    }
}
