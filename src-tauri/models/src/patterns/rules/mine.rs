//! Frequent itemsets: each item's baskets projected, then bits intersected depth first.

use std::hash::{BuildHasherDefault, Hasher};
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};

use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;

use super::MOST_ITEMSETS;
use crate::Unanswerable;

/// Frequent itemsets over items renumbered by rising frequency.
#[derive(Debug)]
pub(super) struct Mined {
    /// The caller's item numbers.
    pub(super) names: Vec<u32>,
    /// A random key of each item. That of a set is the exclusive or of its items' (Zobrist 1970): leaving an item out is
    /// one operation, and among 10⁷ sets two share one of 128 bits with a chance of 10⁻²⁵.
    pub(super) keys: Vec<u128>,
    pub(super) sets: Vec<Itemset>,
    members: Vec<u32>,
}

/// A set of items that enough baskets hold.
#[derive(Debug)]
pub(super) struct Itemset {
    pub(super) items: Range<usize>,
    pub(super) count: u32,
    pub(super) key: u128,
}

impl Mined {
    pub(super) fn items(&self, set: &Itemset) -> &[u32] {
        &self.members[set.items.clone()]
    }
}

/// The keys are random already.
#[derive(Debug, Default)]
pub(super) struct Key(u64);

impl Hasher for Key {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u128(&mut self, key: u128) {
        self.0 = key as u64;
    }
}

/// For tables by key.
pub(super) type KeyHash = BuildHasherDefault<Key>;

/// All sets of items that at least `least` baskets hold.
pub(super) fn mine(baskets: &[Vec<u32>], least: u32) -> Result<Mined, Unanswerable> {
    let (names, rows) = renumber(baskets, least);
    let mut rng = ChaCha8Rng::seed_from_u64(0);
    let keys: Vec<u128> = names.iter().map(|_| rng.random()).collect();
    let mut of_item: Vec<Vec<u32>> = vec![Vec::new(); names.len()];
    for row in 0..rows.ends.len() {
        for item in rows.get(row) {
            of_item[*item as usize].push(row as u32);
        }
    }
    let found = AtomicUsize::new(0);
    let branches: Vec<Branch<'_>> = (0..names.len())
        .into_par_iter()
        .map(|item| {
            let mut branch = Branch::new(least, &keys, &found);
            branch.grow_from(item as u32, &of_item[item], &rows);
            branch
        })
        .collect();
    if found.load(Ordering::Relaxed) > MOST_ITEMSETS {
        return Err(Unanswerable::TooMany { most: MOST_ITEMSETS });
    }
    let mut sets = Vec::with_capacity(found.load(Ordering::Relaxed));
    let mut members = Vec::with_capacity(branches.iter().map(|branch| branch.members.len()).sum());
    for branch in branches {
        let offset = members.len();
        members.extend(branch.members);
        sets.extend(
            branch
                .sets
                .into_iter()
                .map(|set| Itemset { items: set.items.start + offset..set.items.end + offset, ..set }),
        );
    }
    Ok(Mined { names, keys, sets, members })
}

/// Baskets one behind the other.
struct Rows {
    items: Vec<u32>,
    ends: Vec<usize>,
}

impl Rows {
    fn get(&self, row: usize) -> &[u32] {
        let from = if row == 0 { 0 } else { self.ends[row - 1] };
        &self.items[from..self.ends[row]]
    }
}

/// All items, rising.
fn distinct(baskets: &[Vec<u32>]) -> Vec<u32> {
    let items = || baskets.iter().flatten().copied();
    let largest = items().max().map_or(0, |largest| largest as usize);
    if largest < 1 << 24 {
        let mut there = vec![false; largest + 1];
        items().for_each(|item| there[item as usize] = true);
        return (0..=largest as u32).filter(|item| there[*item as usize]).collect();
    }
    let mut all: Vec<u32> = items().collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Frequent items numbered from the rarest on, and the baskets in these numbers, each rising and without repetition.
fn renumber(baskets: &[Vec<u32>], least: u32) -> (Vec<u32>, Rows) {
    let all = distinct(baskets);
    // Numbers are usually dense: then the place of one is looked up rather than searched for.
    let largest = all.last().map_or(0, |largest| *largest as usize);
    let mut places = Vec::new();
    if largest < 4 * all.len() + 1_024 {
        places.resize(largest + 1, 0);
        for (place, item) in all.iter().enumerate() {
            places[*item as usize] = place;
        }
    }
    let place = |item: u32| match places.get(item as usize) {
        Some(place) => *place,
        None => all.binary_search(&item).unwrap_or(0),
    };
    let mut count = vec![0_u32; all.len()];
    let mut seen = vec![u32::MAX; all.len()];
    for (row, basket) in baskets.iter().enumerate() {
        for &item in basket {
            let at = place(item);
            if seen[at] != row as u32 {
                seen[at] = row as u32;
                count[at] += 1;
            }
        }
    }
    let mut frequent: Vec<usize> = (0..all.len()).filter(|at| count[*at] >= least).collect();
    frequent.sort_by_key(|at| (count[*at], *at));
    let mut number = vec![u32::MAX; all.len()];
    for (new, at) in frequent.iter().enumerate() {
        number[*at] = new as u32;
    }
    let mut rows = Rows { items: Vec::new(), ends: Vec::with_capacity(baskets.len()) };
    let mut row = Vec::new();
    for basket in baskets {
        row.clear();
        row.extend(basket.iter().map(|item| number[place(*item)]).filter(|new| *new != u32::MAX));
        row.sort_unstable();
        row.dedup();
        rows.items.extend_from_slice(&row);
        rows.ends.push(rows.items.len());
    }
    (frequent.into_iter().map(|at| all[at]).collect(), rows)
}

/// All frequent sets whose rarest item is one.
struct Branch<'a> {
    least: u32,
    keys: &'a [u128],
    found: &'a AtomicUsize,
    /// How many of `sets` are in `found`.
    told: usize,
    sets: Vec<Itemset>,
    members: Vec<u32>,
    /// The items of the present set.
    set: Vec<u32>,
    /// What extends the present set, behind what extends those it grew from.
    extensions: Vec<Extension>,
    /// Which baskets hold each extension: as many words for every one, so that a set is grown without an allocation.
    bits: Vec<u64>,
    words: usize,
}

/// An item that extends the present set, and how many baskets hold both.
#[derive(Clone, Copy)]
struct Extension {
    item: u32,
    count: u32,
}

/// So many sets are found before the other branches are told: a counter that all write to is slow.
const TOLD_EVERY: usize = 1_024;

impl<'a> Branch<'a> {
    fn new(least: u32, keys: &'a [u128], found: &'a AtomicUsize) -> Self {
        Self {
            least,
            keys,
            found,
            told: 0,
            sets: Vec::new(),
            members: Vec::new(),
            set: Vec::new(),
            extensions: Vec::new(),
            bits: Vec::new(),
            words: 0,
        }
    }

    fn grow_from(&mut self, item: u32, baskets: &[u32], rows: &Rows) {
        let key = self.keys[item as usize];
        self.set.push(item);
        self.keep(baskets.len() as u32, key);
        // Items behind this one, as they lie in its baskets: first how often, then which.
        let behind = |basket: &u32| {
            let row = rows.get(*basket as usize);
            &row[row.partition_point(|other| *other <= item)..]
        };
        let mut count = vec![0_u32; self.keys.len() - item as usize];
        for other in baskets.iter().flat_map(behind) {
            count[(other - item) as usize] += 1;
        }
        let mut slot = vec![u32::MAX; count.len()];
        for (distance, &count) in count.iter().enumerate().filter(|(_, count)| **count >= self.least) {
            slot[distance] = self.extensions.len() as u32;
            self.extensions.push(Extension { item: item + distance as u32, count });
        }
        self.words = baskets.len().div_ceil(64);
        self.bits.resize(self.extensions.len() * self.words, 0);
        for (place, basket) in baskets.iter().enumerate() {
            for other in behind(basket) {
                let slot = slot[(other - item) as usize];
                if slot != u32::MAX {
                    self.bits[slot as usize * self.words + place / 64] |= 1 << (place % 64);
                }
            }
        }
        self.extend(key, 0);
        self.tell();
    }

    /// Adds each extension from `first` on to the set, and to that what remains frequent of the ones after it.
    fn extend(&mut self, key: u128, first: usize) {
        let (last, words) = (self.extensions.len(), self.words);
        for at in first..last {
            let one = self.extensions[at];
            let key = key ^ self.keys[one.item as usize];
            self.set.push(one.item);
            self.keep(one.count, key);
            if self.found.load(Ordering::Relaxed) > MOST_ITEMSETS {
                return;
            }
            for other in at + 1..last {
                let pairs = || {
                    let of = |at: usize| &self.bits[at * words..(at + 1) * words];
                    of(at).iter().zip(of(other)).map(|(a, b)| a & b)
                };
                let count = pairs().map(u64::count_ones).sum();
                if count >= self.least {
                    self.extensions.push(Extension { item: self.extensions[other].item, count });
                    for word in 0..words {
                        self.bits.push(self.bits[at * words + word] & self.bits[other * words + word]);
                    }
                }
            }
            if self.extensions.len() > last {
                self.extend(key, last);
                self.extensions.truncate(last);
                self.bits.truncate(last * words);
            }
            self.set.pop();
        }
    }

    /// Keeps the present set.
    fn keep(&mut self, count: u32, key: u128) {
        let from = self.members.len();
        self.members.extend_from_slice(&self.set);
        self.sets.push(Itemset { items: from..self.members.len(), count, key });
        if self.sets.len() - self.told >= TOLD_EVERY {
            self.tell();
        }
    }

    fn tell(&mut self) {
        self.found.fetch_add(self.sets.len() - self.told, Ordering::Relaxed);
        self.told = self.sets.len();
    }
}
