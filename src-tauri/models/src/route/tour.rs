//! One person's day during the search, with what makes an insertion checkable in constant time.

use super::net::{Day, Net};

/// A node on a tour. Savelsbergh (1992), ORSA Journal on Computing 4(2), 146–154: with the earliest departure before
/// and the latest start after a gap known, whether a stop fits into the gap is one comparison each way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Slot {
    pub node: u32,
    /// Earliest departure from here.
    pub depart: i32,
    /// Latest start here so that everything after stays in time.
    pub late: i32,
    /// Travel time to the next slot.
    pub link: i32,
}

/// A gap into which a stop fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Gap {
    /// The stop goes after this slot.
    pub after: usize,
    /// How much longer the travel gets.
    pub detour: i32,
}

/// A day: start, stops in order, end.
#[derive(Debug, Clone, Default)]
pub(super) struct Tour {
    pub slots: Vec<Slot>,
    pub load: i64,
    pub travel: i64,
}

impl Tour {
    /// A day without stops: nobody sets out, so nothing is travelled.
    pub fn empty(day: &Day, net: &Net) -> Self {
        let blank = |node| Slot { node, depart: 0, late: 0, link: 0 };
        let mut tour = Self { slots: vec![blank(day.start), blank(day.end)], load: 0, travel: 0 };
        tour.refresh(day, net);
        tour
    }

    /// How many stops there are.
    pub fn stops(&self) -> usize {
        self.slots.len() - 2
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.slots.len() == 2
    }

    /// The stops in order.
    pub fn nodes(&self) -> impl Iterator<Item = u32> {
        self.slots[1..self.slots.len() - 1].iter().map(|slot| slot.node)
    }

    /// Where `stop` fits with the least detour. `skip` is asked once for each gap that fits and may pass it over.
    pub fn best_gap(&self, stop: u32, net: &Net, mut skip: impl FnMut() -> bool) -> Option<Gap> {
        let at = stop as usize;
        let (to, from) = (net.to(stop), net.from(stop));
        let (opens, closes, duration) = (net.opens[at], net.closes[at], net.duration[at]);
        let mut best: Option<Gap> = None;
        for (after, pair) in self.slots.windows(2).enumerate() {
            let (before, next) = (&pair[0], &pair[1]);
            if before.depart > closes {
                break;
            }
            let way = to[before.node as usize];
            let begin = (before.depart + way).max(opens);
            let on = from[next.node as usize];
            if begin > closes || begin + duration + on > next.late {
                continue;
            }
            let detour = way + on - before.link;
            if best.is_none_or(|gap| detour < gap.detour) && !skip() {
                best = Some(Gap { after, detour });
            }
        }
        best
    }

    /// Puts a stop into a gap that was found for it.
    pub fn insert(&mut self, stop: u32, gap: Gap, day: &Day, net: &Net) {
        self.slots.insert(gap.after + 1, Slot { node: stop, depart: 0, late: 0, link: 0 });
        self.refresh(day, net);
    }

    /// Takes out `count` stops from slot `first` on.
    pub fn remove(&mut self, first: usize, count: usize) -> impl Iterator<Item = u32> {
        self.slots.drain(first..first + count).map(|slot| slot.node)
    }

    /// Whether every start and the return are in time. Taking a stop out can break a tour where the direct way is
    /// longer than the way through the stop. A stop that opens late can be too late although the one before it is not.
    pub fn in_time(&self, day: &Day, net: &Net) -> bool {
        let begins = |slot: &Slot| slot.depart - net.duration[slot.node as usize];
        let last = self.slots.len() - 1;
        self.slots[0].late >= day.from && self.slots[1..last].iter().all(|slot| begins(slot) <= slot.late)
    }

    /// Recomputes times, load and travel after the stops have changed.
    pub fn refresh(&mut self, day: &Day, net: &Net) {
        let last = self.slots.len() - 1;
        self.slots[0].depart = day.from;
        if last == 1 {
            let free = Slot { node: day.start, depart: day.from, late: day.until, link: 0 };
            self.slots[0] = free;
            self.slots[1] = Slot { node: day.end, ..free };
            (self.load, self.travel) = (0, 0);
            return;
        }
        let (mut load, mut travel) = (0, 0);
        for k in 1..=last {
            let (before, node) = (self.slots[k - 1], self.slots[k].node);
            let link = net.time(before.node, node);
            self.slots[k - 1].link = link;
            travel += i64::from(link);
            let arrive = before.depart + link;
            self.slots[k].depart = if k == last {
                arrive
            } else {
                load += net.demand[node as usize];
                arrive.max(net.opens[node as usize]) + net.duration[node as usize]
            };
        }
        self.slots[last].late = day.until;
        for k in (0..last).rev() {
            let latest = self.slots[k + 1].late - self.slots[k].link;
            let node = self.slots[k].node as usize;
            self.slots[k].late = if k == 0 { latest } else { net.closes[node].min(latest - net.duration[node]) };
        }
        self.load = load;
        self.travel = travel;
    }
}
