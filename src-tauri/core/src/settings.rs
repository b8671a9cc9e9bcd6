//! What a workspace knows about itself, as rows of `settings`.

use std::collections::HashMap;

use crate::attachments::vault::AttachmentKey;
use crate::clock::Instant;
use crate::crm::{NewCompany, Settings};
use crate::db::Database;
use crate::error::{Error, Result};
use crate::id::{DeviceId, Ids};

pub(crate) async fn create(database: &Database, ids: &Ids, company: &NewCompany, now: Instant) -> Result<Settings> {
    let settings = Settings {
        device: ids.next(now).into(),
        owner: ids.next(now).into(),
        zone: company.zone,
        country: company.country.clone(),
        base_currency: company.base_currency.clone(),
    };
    let mut writer = database.writer().await?;
    sqlx::query!("INSERT INTO devices (id, name, created_at) VALUES (?, ?, ?)", settings.device, company.device, now)
        .execute(&mut writer.conn)
        .await?;
    let key = AttachmentKey::generate();
    let bytes = key.expose().as_slice();
    sqlx::query!("INSERT INTO attachment_key (one, key) VALUES (1, ?)", bytes).execute(&mut writer.conn).await?;
    let rows = [
        ("device", settings.device.to_string()),
        ("owner", settings.owner.to_string()),
        ("zone", settings.zone.name().to_owned()),
        ("country", settings.country.clone()),
        ("base_currency", settings.base_currency.clone()),
    ];
    for (key, value) in rows {
        sqlx::query!("INSERT INTO settings (key, value) VALUES (?, ?)", key, value).execute(&mut writer.conn).await?;
    }
    Ok(settings)
}

pub(crate) async fn load(database: &Database) -> Result<Settings> {
    let mut reader = database.reader().await?;
    let rows = sqlx::query!("SELECT key, value FROM settings").fetch_all(&mut *reader).await?;
    let rows: HashMap<String, String> = rows.into_iter().map(|r| (r.key, r.value)).collect();
    let get = |key: &str| rows.get(key).ok_or(Error::Damaged);
    Ok(Settings {
        device: get("device")?.parse().map_err(|_| Error::Damaged)?,
        owner: get("owner")?.parse().map_err(|_| Error::Damaged)?,
        zone: get("zone")?.parse().map_err(|_| Error::Damaged)?,
        country: get("country")?.clone(),
        base_currency: get("base_currency")?.clone(),
    })
}

/// Gives this machine a new id.
pub(crate) async fn new_device(database: &Database, ids: &Ids, now: Instant) -> Result<DeviceId> {
    let mut writer = database.writer().await?;
    let device: DeviceId = ids.next(now).into();
    let text = device.to_string();
    sqlx::query!("INSERT INTO devices (id, name, created_at) VALUES (?, 'restored', ?)", device, now)
        .execute(&mut writer.conn)
        .await?;
    sqlx::query!("UPDATE settings SET value = ? WHERE key = 'device'", text).execute(&mut writer.conn).await?;
    Ok(device)
}
