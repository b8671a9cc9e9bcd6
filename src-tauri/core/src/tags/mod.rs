//! Tags: words people hang on customers and contacts.

pub(crate) mod store;

use crate::crm::Session;
use crate::error::{Error, Result};
use crate::id::TagId;
use crate::parent::ParentRef;
use crate::text::normal::fold;
use crate::tx::Tx;
use crate::{check, op, views};

crate::op::ops! {
    /// A tag hung on a record.
    Add = "tags.add" => Parent.Edit,
    /// A tag taken off a record.
    Remove = "tags.remove" => Parent.Edit,
    /// A tag renamed or recoloured.
    Update = "tags.update" => Settings.Configure,
    /// A tag removed from everywhere.
    Delete = "tags.delete" => Settings.Configure,
}

/// A tag.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Tag {
    /// The id.
    pub id: TagId,
    /// The word.
    pub name: String,
    /// A colour of the palette.
    pub colour: String,
}

/// A tag and how often it hangs on a customer.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct TagCount {
    /// The tag.
    pub tag: Tag,
    /// How many customers carry it.
    #[specta(type = specta_typescript::Number)]
    pub customers: i64,
}

const COLOURS: [&str; 10] = ["grey", "blue", "teal", "green", "lime", "yellow", "orange", "red", "pink", "violet"];

impl Session {
    /// Every tag, by name.
    pub async fn list_tags(&self) -> Result<Vec<TagCount>> {
        let mut read = self.read().await?;
        let mut tags = store::list(read.conn()).await?;
        if let Some(seen) = views::seen_by_tag(read.conn(), self).await? {
            for tag in &mut tags {
                tag.customers = seen.get(&tag.tag.id.into()).copied().unwrap_or(0);
            }
        }
        Ok(tags)
    }

    /// Hangs a tag on a record; a new word makes a new tag.
    pub async fn add_tag(&self, parent: ParentRef, name: &str) -> Result<Tag> {
        let name = parse_name(name)?;
        let mut tx = self.begin(op::Op::Tags(Op::Add)).await?;
        tx.target(parent).await?;
        let tag = ensure(&mut tx, &name).await?;
        let id = tx.new_id();
        store::hang(tx.conn(), id, tag.id, parent).await?;
        tx.commit().await?;
        Ok(tag)
    }

    /// Takes a tag off a record.
    pub async fn remove_tag(&self, parent: ParentRef, tag: TagId) -> Result<()> {
        let mut tx = self.begin(op::Op::Tags(Op::Remove)).await?;
        tx.target(parent).await?;
        store::take_off(tx.conn(), tag, parent).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Renames or recolours a tag.
    pub async fn update_tag(&self, id: TagId, name: &str, colour: &str) -> Result<()> {
        let name = parse_name(name)?;
        if !COLOURS.contains(&colour) {
            return Err(Error::invalid("colour", "unknown"));
        }
        let mut tx = self.begin(op::Op::Tags(Op::Update)).await?;
        if store::by_key(tx.conn(), &fold(&name)).await?.is_some_and(|other| other.id != id) {
            return Err(Error::invalid("name", "taken"));
        }
        if !store::update(tx.conn(), id, &name, &fold(&name), colour).await? {
            return Err(Error::NotFound("tag"));
        }
        tx.commit().await?;
        Ok(())
    }

    /// Removes a tag from every record and from the list.
    pub async fn delete_tag(&self, id: TagId) -> Result<()> {
        let mut tx = self.begin(op::Op::Tags(Op::Delete)).await?;
        if !store::delete(tx.conn(), id).await? {
            return Err(Error::NotFound("tag"));
        }
        tx.commit().await?;
        Ok(())
    }
}

fn parse_name(name: &str) -> Result<String> {
    let mut errors = Vec::new();
    let name = check::required(&mut errors, "name", name, 60);
    check::done(errors, name)
}

/// The tag of this name, made when it is new.
pub(crate) async fn ensure(tx: &mut Tx, name: &str) -> Result<Tag> {
    let key = fold(name);
    if let Some(tag) = store::by_key(tx.conn(), &key).await? {
        return Ok(tag);
    }
    let id: TagId = tx.new_id();
    // The same word always gets the same colour.
    let colour =
        COLOURS[key.bytes().fold(0_usize, |sum, b| sum.wrapping_mul(31).wrapping_add(usize::from(b))) % COLOURS.len()];
    store::insert(tx.conn(), id, name, &key, colour).await?;
    Ok(Tag { id, name: name.to_owned(), colour: colour.to_owned() })
}
