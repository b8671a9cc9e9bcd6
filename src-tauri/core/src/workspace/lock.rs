use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Write};
use std::path::Path;

use super::error::WorkspaceError;

/// The right to open the database of one folder, for one holder in all processes.
///
/// Two connections that write or checkpoint at the same moment can corrupt the file (the WAL-reset
/// bug of SQLite before 3.51.3), so readers need it as well. The system releases it when the
/// holder drops it, or dies.
#[derive(Debug)]
pub struct Lock {
    file: File,
}

impl Lock {
    /// Takes the lock of `dir`, or says who holds it.
    ///
    /// # Errors
    /// [`WorkspaceError::OpenElsewhere`]; [`WorkspaceError::NotAWorkspace`] when there is no such
    /// folder; [`WorkspaceError::Io`] when it cannot be written (`ReadOnlyFilesystem`,
    /// `PermissionDenied`).
    pub fn acquire(dir: &Path) -> Result<Self, WorkspaceError> {
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(dir.join("lock")).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => WorkspaceError::NotAWorkspace,
            _ => error.into(),
        })?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(open_elsewhere(&mut file)),
            Err(TryLockError::Error(error)) => return Err(error.into()),
        }
        // Who we are is a courtesy to the other process: a full disk does not keep us out.
        if let Err(error) = introduce(&mut file) {
            tracing::debug!(%error, "the lock file stays anonymous");
        }
        Ok(Self { file })
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Closing the file releases it; the name of a holder that left would only mislead.
        let _ = self.file.set_len(0);
    }
}

fn introduce(file: &mut File) -> std::io::Result<()> {
    let program = std::env::current_exe().ok();
    let program = program.as_deref().and_then(Path::file_stem).unwrap_or_default();
    file.set_len(0)?;
    write!(file, "{}\n{}\n", std::process::id(), program.to_string_lossy())
}

/// Windows lets nobody read a locked file: then the holder stays unknown.
fn open_elsewhere(file: &mut File) -> WorkspaceError {
    let mut text = String::new();
    let _ = file.take(4096).read_to_string(&mut text);
    let mut lines = text.lines();
    WorkspaceError::OpenElsewhere {
        pid: lines.next().and_then(|line| line.parse().ok()),
        program: lines.next().filter(|line| !line.is_empty()).map(str::to_owned),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{BufRead, BufReader};
    use std::process::{Command, Stdio};

    #[test]
    fn a_second_handle_is_refused_until_the_first_is_dropped() {
        let dir = tempfile::tempdir().unwrap();
        let lock = Lock::acquire(dir.path()).unwrap();
        match Lock::acquire(dir.path()) {
            Err(WorkspaceError::OpenElsewhere { pid, program }) => {
                if cfg!(unix) {
                    assert_eq!(pid, Some(std::process::id()));
                    assert!(program.is_some());
                }
            }
            other => panic!("{other:?}"),
        }
        drop(lock);
        Lock::acquire(dir.path()).unwrap();
    }

    #[test]
    fn a_killed_process_leaves_no_lock() {
        let dir = tempfile::tempdir().unwrap();
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["workspace::lock::tests::child_that_holds_the_lock", "--exact"])
            .args(["--ignored", "--nocapture"])
            .env("KEHU_TEST_LOCK", dir.path())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        assert!(output.lines().any(|line| line.unwrap().contains("holding")));
        let refused = Lock::acquire(dir.path());
        let held_by = Some(child.id());
        child.kill().unwrap();
        child.wait().unwrap();
        match refused {
            Err(WorkspaceError::OpenElsewhere { pid, .. }) => {
                assert!(cfg!(windows) || pid == held_by);
            }
            other => panic!("{other:?}"),
        }
        Lock::acquire(dir.path()).unwrap();
    }

    #[test]
    #[ignore = "run by the test above in a process of its own"]
    fn child_that_holds_the_lock() {
        let dir = std::env::var_os("KEHU_TEST_LOCK").unwrap();
        let _lock = Lock::acquire(Path::new(&dir)).unwrap();
        println!("holding");
        std::thread::sleep(std::time::Duration::from_secs(60));
    }

    #[test]
    fn a_folder_that_is_not_there_is_no_workspace() {
        let dir = tempfile::tempdir().unwrap();
        let absent = Lock::acquire(&dir.path().join("absent"));
        assert!(matches!(absent, Err(WorkspaceError::NotAWorkspace)));
    }
}
