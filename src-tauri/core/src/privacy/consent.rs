//! On which ground a person may be reached, by which channel and for what. Statements are only ever added.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Op, store};
use crate::clock::Instant;
use crate::crm::Session;
use crate::error::{FieldError, Result};
use crate::id::{AttachmentId, ConsentId};
use crate::parent::ParentRef;
use crate::people::UserRef;
use crate::{attachments, check, op};

/// How somebody is reached.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, sqlx::Type, specta::Type,
)]
#[serde(rename_all = "snake_case")]
#[sqlx(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the words say it")]
pub enum ConsentChannel {
    Phone,
    Sms,
    Email,
    Wechat,
    Post,
    Other,
}

/// What for.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, sqlx::Type, specta::Type,
)]
#[serde(rename_all = "snake_case")]
#[sqlx(rename_all = "snake_case")]
pub enum Purpose {
    /// To offer something.
    Marketing,
    /// To do what was agreed.
    Service,
    /// To draw conclusions about the person.
    Profiling,
    /// To hand it on to others.
    Sharing,
}

/// What was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, sqlx::Type, specta::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(rename_all = "snake_case")]
pub enum ConsentState {
    /// Yes.
    Given,
    /// No, or no longer.
    Withdrawn,
}

/// The ground it stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, sqlx::Type, specta::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(rename_all = "snake_case")]
pub enum Basis {
    /// The person agreed.
    Consent,
    /// A contract needs it.
    Contract,
    /// A legitimate interest outweighs.
    LegitimateInterest,
    /// A law demands it.
    LegalDuty,
}

/// A file that proves a statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ProofFile {
    /// The attachment.
    pub id: AttachmentId,
    /// Its name.
    pub name: String,
}

/// One statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Consent {
    /// The id.
    pub id: ConsentId,
    /// How.
    pub channel: ConsentChannel,
    /// What for.
    pub purpose: Purpose,
    /// What was said.
    pub state: ConsentState,
    /// On which ground.
    pub basis: Basis,
    /// Where this is known from.
    pub source: Option<String>,
    /// The words of it.
    pub proof: Option<String>,
    /// The file that proves it; `None` when it was removed since.
    pub file: Option<ProofFile>,
    /// The civil day it was said.
    pub stated_on: String,
    /// When it was written down.
    pub created_at: Instant,
    /// By whom.
    pub created_by: Option<UserRef>,
}

/// A statement as it is typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ConsentDraft {
    /// How.
    pub channel: ConsentChannel,
    /// What for.
    pub purpose: Purpose,
    /// What was said.
    pub state: ConsentState,
    /// On which ground.
    pub basis: Basis,
    /// Where this is known from.
    pub source: Option<String>,
    /// The words of it.
    pub proof: Option<String>,
    /// An attachment of the same record that proves it.
    pub file_id: Option<AttachmentId>,
    /// The civil day it was said, today when not said; never a day to come.
    pub stated_on: Option<String>,
}

/// What is known of a person's wishes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Consents {
    /// What counts now: the newest statement of every channel and purpose.
    pub current: Vec<Consent>,
    /// Every statement, the newest first.
    pub history: Vec<Consent>,
    /// The channels by which nothing may be offered any more.
    pub refused: Vec<ConsentChannel>,
}

impl Consents {
    /// From all statements, the newest first.
    pub(super) fn of(history: Vec<Consent>) -> Self {
        let mut current: Vec<Consent> = Vec::new();
        for said in &history {
            if !current.iter().any(|known| (known.channel, known.purpose) == (said.channel, said.purpose)) {
                current.push(said.clone());
            }
        }
        current.sort_by_key(|said| (said.channel, said.purpose));
        let no = |said: &&Consent| said.purpose == Purpose::Marketing && said.state == ConsentState::Withdrawn;
        let refused = current.iter().filter(no).map(|said| said.channel).collect();
        Self { current, history, refused }
    }
}

pub(super) struct Parsed {
    pub(super) draft: ConsentDraft,
    pub(super) source: Option<String>,
    pub(super) proof: Option<String>,
    pub(super) stated_on: NaiveDate,
}

fn parse(draft: ConsentDraft, today: NaiveDate) -> Result<Parsed> {
    let mut errors = Vec::new();
    let source = check::optional(&mut errors, "source", draft.source.as_deref(), 200);
    let proof = check::lines(&mut errors, "proof", draft.proof.as_deref(), 10_000);
    let stated_on = check::date(&mut errors, "statedOn", draft.stated_on.as_deref()).unwrap_or(today);
    if stated_on > today {
        errors.push(FieldError::new("statedOn", "date.future"));
    }
    check::done(errors, Parsed { draft, source, proof, stated_on })
}

impl Session {
    /// Writes down what a person said. Only persons have a say: an organisation's people are its contacts.
    pub async fn record_consent(&self, parent: ParentRef, draft: ConsentDraft) -> Result<ConsentId> {
        let parsed = parse(draft, self.today())?;
        let mut tx = self.begin(op::Op::Privacy(Op::RecordConsent)).await?;
        let seen = tx.target(parent).await?;
        store::person(tx.conn(), seen).await?;
        if let Some(file) = parsed.draft.file_id
            && !attachments::of(tx.conn(), seen).await?.iter().any(|known| known.id == file)
        {
            return Err(crate::Error::Invalid(vec![FieldError::new("fileId", "unknown")]));
        }
        let (id, now, actor) = (tx.new_id(), tx.now(), tx.actor());
        store::insert_consent(tx.conn(), id, parent, &parsed, now, actor).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// What a person said on being reached, and what counts now.
    pub async fn consents(&self, parent: ParentRef) -> Result<Consents> {
        let mut read = self.read().await?;
        let seen = read.see(parent).await?;
        Ok(Consents::of(store::consents(read.conn(), seen).await?))
    }
}
