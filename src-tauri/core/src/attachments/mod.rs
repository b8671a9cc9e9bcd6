//! Files that belong to a record: kept once, encrypted, outside the database.

mod store;
pub(crate) mod sweep;
pub mod vault;

pub(crate) use store::of;
pub(crate) use sweep::sweep_after_purge;

use std::path::Path;

use vault::AttachmentKey;

use crate::clock::Instant;
use crate::crm::Session;
use crate::error::{Error, FieldError, Result};
use crate::id::AttachmentId;
use crate::op;
use crate::parent::ParentRef;
use crate::people::UserRef;

crate::op::ops! {
    /// Files kept with a record.
    Add = "attachments.add" => Parent.Edit,
    /// A file taken off a record.
    Remove = "attachments.remove" => Parent.Edit,
}

/// The folder of the encrypted files.
const FOLDER: &str = "attachments";
/// Larger files do not belong into a customer file.
const MAX_BYTES: u64 = 500 * 1024 * 1024;

/// A file of a record.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Attachment {
    /// The id.
    pub id: AttachmentId,
    /// Its name when it was added.
    pub file_name: String,
    /// Its type, by its ending.
    pub media_type: Option<String>,
    /// Its size.
    #[specta(type = specta_typescript::Number)]
    pub size_bytes: i64,
    /// When it was added.
    pub created_at: Instant,
    /// By whom.
    pub created_by: Option<UserRef>,
}

impl Session {
    /// Keeps copies of files with a record. Equal content is stored once.
    pub async fn attach_files(&self, parent: ParentRef, files: &[&Path]) -> Result<Vec<AttachmentId>> {
        let key = self.attachment_key().await?;
        let folder = self.crm().dir().join(FOLDER);
        let _no_sweep = self.crm().files().lock().await;
        let mut kept = Vec::with_capacity(files.len());
        for file in files {
            let name = file.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
            let size = std::fs::metadata(file)?.len();
            if size > MAX_BYTES {
                return Err(Error::Invalid(vec![FieldError::new(name, "file.too_large").with("max", MAX_BYTES)]));
            }
            let (folder, file, bytes) = (folder.clone(), file.to_path_buf(), *key.expose());
            let stored = tokio::task::spawn_blocking(move || {
                let content = std::fs::File::open(file)?;
                vault::store(&folder, &AttachmentKey::from_bytes(zeroize::Zeroizing::new(bytes)), content)
                    .map_err(Error::from)
            })
            .await
            .map_err(|_| Error::Conflict("attachment_worker"))??;
            kept.push((name, stored));
        }
        let mut tx = self.begin(op::Op::Attachments(Op::Add)).await?;
        tx.target(parent).await?;
        let mut ids = Vec::with_capacity(kept.len());
        let (now, actor) = (tx.now(), tx.actor());
        for (name, stored) in &kept {
            let id = tx.new_id();
            let file = store::NewFile {
                id,
                parent,
                file_name: name,
                media_type: media_type(name),
                size: stored.size,
                name: &stored.name,
            };
            store::insert(tx.conn(), &file, now, actor).await?;
            ids.push(id);
        }
        tx.commit().await?;
        Ok(ids)
    }

    /// The name and the whole content of a file.
    pub async fn read_attachment(&self, id: AttachmentId) -> Result<(String, zeroize::Zeroizing<Vec<u8>>)> {
        let (file_name, name) = {
            let mut read = self.read().await?;
            let parent = store::parent_of(read.conn(), id).await?;
            read.part("attachment", parent).await?;
            store::names(read.conn(), id).await?.ok_or(Error::NotFound("attachment"))?
        };
        let key = self.attachment_key().await?;
        let folder = self.crm().dir().join(FOLDER);
        let content =
            tokio::task::spawn_blocking(move || vault::open(&folder, &name, &key)?.bytes().map_err(Error::from))
                .await
                .map_err(|_| Error::Conflict("attachment_worker"))??;
        Ok((file_name, content))
    }

    /// Takes a file off a record. The encrypted copy stays so that it can be undone.
    pub async fn remove_attachment(&self, id: AttachmentId) -> Result<()> {
        let mut tx = self.begin(op::Op::Attachments(Op::Remove)).await?;
        let parent = store::parent_of(tx.conn(), id).await?;
        tx.part("attachment", parent).await?;
        if !store::remove(tx.conn(), id).await? {
            return Err(Error::NotFound("attachment"));
        }
        tx.commit().await?;
        Ok(())
    }

    async fn attachment_key(&self) -> Result<AttachmentKey> {
        let stored = store::key(self.read().await?.conn()).await?.ok_or(Error::Damaged)?;
        Ok(AttachmentKey::from_bytes(zeroize::Zeroizing::new(stored.try_into().map_err(|_| Error::Damaged)?)))
    }
}

fn media_type(name: &str) -> Option<&'static str> {
    let ending = name.rsplit_once('.')?.1.to_ascii_lowercase();
    Some(match ending.as_str() {
        "pdf" => "application/pdf",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "txt" | "md" | "csv" => "text/plain",
        "doc" | "docx" => "application/msword",
        "xls" | "xlsx" => "application/vnd.ms-excel",
        "ppt" | "pptx" => "application/vnd.ms-powerpoint",
        "zip" => "application/zip",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use crate::customers::{CustomerDraft, CustomerKind};
    use crate::testing::a_workspace;

    #[tokio::test]
    async fn a_file_comes_back_as_it_was_and_lies_encrypted() {
        let (dir, crm) = a_workspace().await;
        let session = crm.session();
        let customer = session.create_customer(CustomerDraft::named(CustomerKind::Person, "张伟")).await.unwrap();
        let path = dir.path().join("合同.pdf");
        std::fs::write(&path, "the secret terms").unwrap();
        let ids = session.attach_files(customer.into(), &[&path, &path]).await.unwrap();
        let (name, content) = session.read_attachment(ids[0]).await.unwrap();
        assert_eq!((name.as_str(), content.as_slice()), ("合同.pdf", b"the secret terms".as_slice()));
        let stored: Vec<_> =
            std::fs::read_dir(crm.dir().join("attachments")).unwrap().map(|f| f.unwrap().path()).collect();
        assert_eq!(stored.len(), 1, "equal content is stored once");
        assert!(!std::fs::read(&stored[0]).unwrap().windows(6).any(|w| w == b"secret"));
        session.remove_attachment(ids[0]).await.unwrap();
        assert_eq!(session.customer(customer).await.unwrap().attachments.len(), 1);
        session.undo().await.unwrap();
        assert_eq!(session.customer(customer).await.unwrap().attachments.len(), 2);
    }
}
