//! What is remembered of lists between two requests: totals, sets, whole orders and known places.
//! All of it can be found again, and all of it is dropped when data changes.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::sql::{Bind, Sql};
use crate::tx::DataChanged;

/// Tables no list reads.
const ELSEWHERE: &[&str] = &["views"];
/// Bytes of sets and orders.
const MAX_BYTES: usize = 64 << 20;
const MAX_ENTRIES: usize = 512;
const MAX_PLACES: usize = 1_024;

/// What identifies a piece of knowledge: the statement it comes from, with its parameters.
pub(crate) type Key = Arc<Sql>;

/// A row of an index: its sort key and number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) key: Option<Bind>,
    pub(crate) rid: i64,
}

/// The known places on both sides of a window, with their offsets.
#[derive(Debug, Default)]
pub(crate) struct Around {
    pub(crate) below: Option<(u64, Place)>,
    pub(crate) above: Option<(u64, Place)>,
}

/// A set of rows, a bit each.
#[derive(Debug, Clone)]
pub(crate) struct Set {
    pub(crate) bits: Arc<[u8]>,
    pub(crate) rids: Arc<[i64]>,
}

#[derive(Debug)]
enum Known {
    Total(u64),
    Set(Set),
    Order(Arc<[i64]>),
    Places(BTreeMap<u64, Place>),
}

impl Known {
    fn bytes(&self) -> usize {
        match self {
            Self::Set(set) => set.bits.len() + size_of_val(&*set.rids),
            Self::Order(rids) => size_of_val(&**rids),
            Self::Total(_) | Self::Places(_) => 0,
        }
    }
}

#[derive(Debug, Default)]
struct Memory {
    generation: u64,
    clock: u64,
    known: HashMap<Key, (u64, Known)>,
    /// Whether most rows of an index had a key when last counted. A guess, so it outlives changes.
    filled: HashMap<&'static str, bool>,
}

/// The memory of one open workspace.
#[derive(Debug, Default)]
pub(crate) struct Anchors(Mutex<Memory>);

impl Anchors {
    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Forgets everything, unless no list reads what has changed.
    pub(crate) fn forget(&self, changed: &DataChanged) {
        if changed.tables.iter().any(|table| !ELSEWHERE.contains(&table.as_str())) {
            let mut memory = self.memory();
            memory.generation += 1;
            memory.known.clear();
        }
    }

    /// Ask before reading, and hand it in with what was read: then nothing older than a change is kept.
    pub(crate) fn generation(&self) -> u64 {
        self.memory().generation
    }

    pub(crate) fn total(&self, key: &Key) -> Option<u64> {
        self.memory().get(key, |known| if let Known::Total(total) = known { Some(*total) } else { None })
    }

    pub(crate) fn set(&self, key: &Key) -> Option<Set> {
        self.memory().get(key, |known| if let Known::Set(set) = known { Some(set.clone()) } else { None })
    }

    pub(crate) fn order(&self, key: &Key) -> Option<Arc<[i64]>> {
        self.memory().get(key, |known| if let Known::Order(rids) = known { Some(Arc::clone(rids)) } else { None })
    }

    /// The nearest known places at or before `start` and at or after `end`.
    pub(crate) fn around(&self, key: &Key, start: u64, end: u64) -> Around {
        let near = |known: &Known| {
            let Known::Places(places) = known else { return None };
            let owned = |(offset, place): (&u64, &Place)| (*offset, place.clone());
            Some(Around {
                below: places.range(..=start).next_back().map(owned),
                above: places.range(end..).next().map(owned),
            })
        };
        self.memory().get(key, near).unwrap_or_default()
    }

    /// Whether most rows of an index are likely to have a key.
    pub(crate) fn mostly_filled(&self, index: &'static str) -> bool {
        self.memory().filled.get(index).copied().unwrap_or(true)
    }

    pub(crate) fn guess_filled(&self, index: &'static str, mostly: bool) {
        self.memory().filled.insert(index, mostly);
    }

    pub(crate) fn keep_total(&self, generation: u64, key: &Key, total: u64) {
        self.memory().keep(generation, key, Known::Total(total));
    }

    pub(crate) fn keep_set(&self, generation: u64, key: &Key, set: Set) {
        self.memory().keep(generation, key, Known::Set(set));
    }

    pub(crate) fn keep_order(&self, generation: u64, key: &Key, rids: Arc<[i64]>) {
        self.memory().keep(generation, key, Known::Order(rids));
    }

    pub(crate) fn keep_places(&self, generation: u64, key: &Key, new: impl IntoIterator<Item = (u64, Place)>) {
        let mut memory = self.memory();
        if memory.generation != generation {
            return;
        }
        if let Some((_, Known::Places(places))) = memory.known.get_mut(key) {
            if places.len() >= MAX_PLACES {
                places.clear();
            }
            places.extend(new);
        } else {
            memory.keep(generation, key, Known::Places(new.into_iter().collect()));
        }
    }
}

impl Memory {
    fn get<T>(&mut self, key: &Key, read: impl FnOnce(&Known) -> Option<T>) -> Option<T> {
        self.clock += 1;
        let (used, known) = self.known.get_mut(key)?;
        *used = self.clock;
        read(known)
    }

    fn keep(&mut self, generation: u64, key: &Key, known: Known) {
        if self.generation != generation {
            return;
        }
        self.clock += 1;
        self.known.insert(Arc::clone(key), (self.clock, known));
        let mut bytes: usize = self.known.values().map(|(_, known)| known.bytes()).sum();
        while self.known.len() > 1 && (bytes > MAX_BYTES || self.known.len() > MAX_ENTRIES) {
            let Some(oldest) = self.known.iter().min_by_key(|(_, (used, _))| *used).map(|(key, _)| Arc::clone(key))
            else {
                return;
            };
            bytes -= self.known.remove(&oldest).map_or(0, |(_, known)| known.bytes());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changed(table: &str) -> DataChanged {
        DataChanged { tables: vec![table.to_owned()], roots: None }
    }

    #[test]
    fn a_change_drops_what_was_read_before_and_while_it_happened() {
        let anchors = Anchors::default();
        let key = Arc::new(Sql::new("a"));
        let before = anchors.generation();
        anchors.keep_total(before, &key, 1);
        anchors.forget(&changed("views"));
        assert_eq!(anchors.total(&key), Some(1));
        anchors.forget(&changed("customers"));
        assert_eq!(anchors.total(&key), None);
        anchors.keep_total(before, &key, 1);
        assert_eq!(anchors.total(&key), None);
    }

    #[test]
    fn the_nearest_places_are_found_and_memory_stays_small() {
        let anchors = Anchors::default();
        let key = Arc::new(Sql::new("a"));
        let place = |rid| Place { key: None, rid };
        anchors.keep_places(0, &key, [(10, place(1)), (50, place(2)), (90, place(3))]);
        let around = anchors.around(&key, 60, 80);
        assert_eq!((around.below.unwrap().0, around.above.unwrap().0), (50, 90));
        for n in 0..20 {
            let mut sql = Sql::default();
            sql.bind(n);
            anchors.keep_order(0, &Arc::new(sql), vec![0; 1 << 20].into());
        }
        let bytes: usize = anchors.memory().known.values().map(|(_, known)| known.bytes()).sum();
        assert!(bytes <= MAX_BYTES);
    }
}
