use super::keyslots::SlotKind;

/// What can go wrong between a folder on disk and an open database key.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WorkspaceError {
    /// The system names no folder for a person's data.
    #[error("no data folder on this system")]
    NoDataFolder,
    /// The name cannot be the name of a folder on every system.
    #[error("workspace name refused: {0:?}")]
    BadName(NameProblem),
    /// The folder holds no key slots, so it is no workspace.
    #[error("not a workspace")]
    NotAWorkspace,
    /// The folder already holds key slots; they are never overwritten.
    #[error("workspace exists already")]
    AlreadyExists,
    /// Another process, or another handle in this one, holds the workspace.
    #[error("workspace open elsewhere: pid {pid:?}, program {program:?}")]
    OpenElsewhere {
        /// The holder, where the system lets us read it.
        pid: Option<u32>,
        /// The holder's executable, where the system lets us read it.
        program: Option<String>,
    },
    /// The new passphrase is not accepted.
    #[error("passphrase refused: {0:?}")]
    WeakPassphrase(PassphraseProblem),
    /// The passphrase opens no slot.
    #[error("wrong passphrase")]
    WrongPassphrase,
    /// The recovery code is well formed, but of another workspace or replaced by a newer one.
    #[error("wrong recovery code")]
    WrongRecoveryCode,
    /// The recovery code has a typing error.
    #[error("recovery code mistyped: {0:?}")]
    MistypedRecoveryCode(CodeProblem),
    /// The workspace has no slot of this kind.
    #[error("no {0:?} slot")]
    NoSlot(SlotKind),
    /// The system keychain cannot be used; nothing weaker is tried instead.
    #[error("keychain unavailable: {0:?}")]
    KeychainUnavailable(KeychainProblem),
    /// The keychain works and does not hold the key of this workspace.
    #[error("keychain holds no key of this workspace")]
    KeychainEntryMissing,
    /// The keychain holds a key of this workspace that opens no slot.
    #[error("keychain holds another key")]
    WrongKeychainEntry,
    /// The file asks for less work per guess than Kehu accepts.
    #[error("key derivation too weak: {memory_kib} KiB, {passes} passes")]
    WeakKdf {
        /// Memory in the file, KiB.
        memory_kib: u32,
        /// Passes in the file.
        passes: u32,
    },
    /// The file asks for more memory or time than any honest file does.
    #[error("key derivation too costly: {memory_kib} KiB, {passes} passes, {lanes} lanes")]
    CostlyKdf {
        /// Memory in the file, KiB.
        memory_kib: u32,
        /// Passes in the file.
        passes: u32,
        /// Lanes in the file.
        lanes: u32,
    },
    /// There were too many wrong tries; the next one waits.
    #[error("too many wrong tries, wait {seconds} s")]
    TooManyTries {
        /// How long from now.
        seconds: u64,
    },
    /// There is not enough memory for the key derivation.
    #[error("no memory for key derivation: {memory_kib} KiB")]
    NoMemory {
        /// Memory asked for, KiB.
        memory_kib: u32,
    },
    /// `keyslots.json` was written by a newer Kehu.
    #[error("key slots of version {version}")]
    KeyslotsTooNew {
        /// The version in the file.
        version: u32,
    },
    /// `keyslots.json` is damaged or was changed by somebody without the key.
    #[error("key slots damaged: {0:?}")]
    KeyslotsDamaged(KeyslotsPart),
    /// Reading or writing failed.
    #[error(transparent)]
    Io(#[from] std::io::Error),
}

/// Why a workspace name is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameProblem {
    /// Nothing is left after trimming.
    Empty,
    /// More than [`super::MAX_NAME_CHARS`] characters, or more bytes than a file system takes.
    TooLong,
    /// A separator, a control or direction character, or one that Windows forbids.
    Character(char),
    /// It begins or ends with a dot.
    Dot,
    /// A device name of Windows, such as `NUL`.
    Reserved,
}

/// Why a new passphrase is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PassphraseProblem {
    /// Fewer characters than this.
    TooShort {
        /// The least number of characters.
        min: usize,
    },
    /// More characters than this.
    TooLong {
        /// The greatest number of characters.
        max: usize,
    },
    /// One or two characters repeated.
    Repetitive,
}

/// Which typing error a recovery code has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeProblem {
    /// Characters are missing or too many.
    Length {
        /// Characters found, separators aside; 27 are needed.
        found: usize,
    },
    /// A character that no code contains.
    Character {
        /// Its place, counted from 1, separators aside.
        position: usize,
    },
    /// The check character disagrees: some character is wrong, or two are swapped.
    Check,
}

/// Why the keychain cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeychainProblem {
    /// No keychain service answers (headless Linux, no Secret Service).
    NoService,
    /// The keychain stays locked, or access was refused.
    Locked,
    /// It did not answer in time.
    Timeout,
    /// It took the key and returned another.
    ReadBack,
    /// Any other failure of the platform; the log has it.
    Failed,
}

/// Which part of `keyslots.json` is damaged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyslotsPart {
    /// Not the JSON of this version, or larger than any honest file.
    Form,
    /// The checksum disagrees: bits or bytes were lost.
    Checksum,
    /// A slot is inconsistent in itself.
    Slot,
    /// A grant is missing, does not open, or gives a key that fails its check.
    Grant,
    /// Somebody without the key changed something: the authentication code disagrees.
    Authentication,
}

impl From<KeychainProblem> for WorkspaceError {
    fn from(problem: KeychainProblem) -> Self {
        Self::KeychainUnavailable(problem)
    }
}
