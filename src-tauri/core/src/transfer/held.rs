//! Files that are being looked at. Pages hold a token; the paths stay here.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::plan::ImportTarget;
use super::source::{Dialect, ImportSource};
use super::survey::Survey;
use crate::error::{Error, Result};
use crate::id::ImportId;

/// All files that are being looked at in this workspace.
#[derive(Debug, Default)]
pub(crate) struct Held {
    files: Mutex<HashMap<ImportId, Arc<HeldFile>>>,
    /// One file is staged at a time.
    pub(super) staging: tokio::sync::Mutex<()>,
}

/// One of them.
#[derive(Debug)]
pub(crate) struct HeldFile {
    pub(super) target: ImportTarget,
    pub(super) source: ImportSource,
    cancelled: AtomicBool,
    seen: Mutex<Seen>,
}

#[derive(Debug, Default)]
struct Seen {
    survey: Option<Arc<Survey>>,
    /// How the rows that wait in the database were read.
    staged: Option<Dialect>,
}

impl Held {
    pub(super) fn add(&self, token: ImportId, target: ImportTarget, source: ImportSource) -> Arc<HeldFile> {
        let file = Arc::new(HeldFile { target, source, cancelled: AtomicBool::new(false), seen: Mutex::default() });
        self.files().insert(token, Arc::clone(&file));
        file
    }

    pub(super) fn get(&self, token: ImportId) -> Option<Arc<HeldFile>> {
        self.files().get(&token).cloned()
    }

    pub(super) fn remove(&self, token: ImportId) -> Option<Arc<HeldFile>> {
        self.files().remove(&token)
    }

    fn files(&self) -> std::sync::MutexGuard<'_, HashMap<ImportId, Arc<HeldFile>>> {
        self.files.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl HeldFile {
    /// The survey in that dialect: the one that was taken, or a new pass over the file on a thread of its own.
    pub(super) async fn survey(self: &Arc<Self>, dialect: Dialect) -> Result<Arc<Survey>> {
        if let Some(survey) = self.seen().survey.clone().filter(|survey| survey.dialect == dialect) {
            return Ok(survey);
        }
        let file = Arc::clone(self);
        let survey = Arc::new(blocking(move || Survey::take(&file.source, dialect)).await?);
        self.seen().survey = Some(Arc::clone(&survey));
        Ok(survey)
    }

    /// Whether the rows wait in the database, read in this way (a header is a row like others there).
    pub(super) fn is_staged(&self, dialect: Dialect) -> bool {
        self.seen()
            .staged
            .is_some_and(|staged| (staged.encoding, staged.delimiter) == (dialect.encoding, dialect.delimiter))
    }

    pub(super) fn set_staged(&self, dialect: Option<Dialect>) {
        self.seen().staged = dialect;
    }

    pub(super) fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// A new run has not been cancelled yet.
    pub(super) fn begin(&self) {
        self.cancelled.store(false, Ordering::Relaxed);
    }

    pub(super) fn go_on(&self) -> Result<()> {
        if self.cancelled.load(Ordering::Relaxed) { Err(Error::Cancelled) } else { Ok(()) }
    }

    fn seen(&self) -> std::sync::MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Work that would hold up the others, on a thread of its own.
pub(super) async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result,
        Err(failed) if failed.is_panic() => std::panic::resume_unwind(failed.into_panic()),
        Err(_) => Err(Error::Cancelled),
    }
}
