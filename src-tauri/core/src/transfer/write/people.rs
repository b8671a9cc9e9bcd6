use std::collections::HashMap;

use super::Writer;
use super::store::{self, NewUser};
use crate::error::Result;
use crate::id::UserId;
use crate::text::normal::fold;
use crate::transfer::cells::Parsed;
use crate::transfer::records::Person;

impl Writer {
    /// Colleagues go in together, because a manager may come later in the file than the people they lead.
    pub(super) async fn write_people(&mut self) -> Result<()> {
        let rows = std::mem::take(&mut self.people);
        let mut users: Vec<NewUser> = Vec::with_capacity(rows.len());
        let mut stored: Vec<Parsed<Person>> = Vec::with_capacity(rows.len());
        for parsed in rows {
            let key = fold(&parsed.record.name);
            if self.users.contains_key(&key) {
                // A colleague is known by name; a second one of that name would make every reference a riddle.
                let column = self.plan.columns("name").first().copied().unwrap_or_default();
                self.skip(&parsed, column, "taken", &parsed.record.name);
                continue;
            }
            let mut user = self.new_user(&parsed.record.name);
            user.email.clone_from(&parsed.record.email);
            user.team.clone_from(&parsed.record.team);
            user.region.clone_from(&parsed.record.region);
            self.users.insert(key, Some((user.id, user.name_sort.clone())));
            users.push(user);
            stored.push(parsed);
        }
        let managers: Vec<&str> =
            stored.iter().filter_map(|parsed| Some(parsed.record.manager.as_ref()?.name.as_str())).collect();
        self.meet_users(&managers).await?;
        let mut above: HashMap<UserId, UserId> = HashMap::new();
        for (user, parsed) in users.iter_mut().zip(&mut stored) {
            let Some(named) = parsed.record.manager.take() else { continue };
            match self.user(&named.name).map(|(id, _)| *id) {
                Ok(manager) if leads(&above, manager, user.id) => self.lose(parsed, &named, "circular"),
                Ok(manager) => {
                    above.insert(user.id, manager);
                    user.manager = Some(manager);
                }
                Err(code) => self.lose(parsed, &named, code),
            }
        }
        store::insert_users(self.tx.conn(), &users, self.stamp).await?;
        for parsed in &stored {
            self.tally.store(&parsed.row, &parsed.lost);
        }
        Ok(())
    }
}

/// Whether `user` is, or stands above, `manager`.
fn leads(above: &HashMap<UserId, UserId>, manager: UserId, user: UserId) -> bool {
    let mut at = Some(manager);
    while let Some(id) = at {
        if id == user {
            return true;
        }
        at = above.get(&id).copied();
    }
    false
}
