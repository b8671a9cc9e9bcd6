//! A plan while it is being changed, with the way back.

use super::net::Net;
use super::tour::{Gap, Tour};

/// No tour.
pub(super) const ABSENT: u32 = u32::MAX;

/// What a plan is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Worth {
    /// Stops that must be visited and are not.
    pub missed: usize,
    pub prize: i64,
    pub travel: i64,
}

impl Worth {
    /// First no missed stops, then prize, then travel.
    pub fn better_than(&self, other: &Self) -> bool {
        (self.missed, -self.prize, self.travel) < (other.missed, -other.prize, other.travel)
    }
}

/// All tours, and which stops are on none.
#[derive(Debug, Clone)]
pub(super) struct State {
    pub tours: Vec<Tour>,
    /// For each stop its tour, or [`ABSENT`].
    pub tour_of: Vec<u32>,
    pub absent: Vec<u32>,
    pub worth: Worth,
    saved: Saved,
}

/// What the current step has changed.
#[derive(Debug, Clone, Default)]
struct Saved {
    tours: Vec<(u32, Tour)>,
    spare: Vec<Tour>,
    absent: Vec<u32>,
    worth: Worth,
}

impl State {
    /// Nobody goes anywhere.
    pub fn empty(net: &Net) -> Self {
        Self {
            tours: net.people.iter().map(|day| Tour::empty(day, net)).collect(),
            tour_of: vec![ABSENT; net.stops],
            absent: (0..net.stops as u32).collect(),
            worth: Worth { missed: net.must.iter().filter(|must| **must).count(), prize: 0, travel: 0 },
            saved: Saved::default(),
        }
    }

    /// Begins a step: from here on [`State::undo`] leads back.
    pub fn begin(&mut self) {
        self.saved.spare.extend(self.saved.tours.drain(..).map(|(_, tour)| tour));
        self.saved.absent.clone_from(&self.absent);
        self.saved.worth = self.worth;
    }

    /// Whether this step has changed a tour already.
    pub fn touched(&self, tour: u32) -> bool {
        self.saved.tours.iter().any(|(index, _)| *index == tour)
    }

    /// How many tours this step has changed.
    pub fn touched_count(&self) -> usize {
        self.saved.tours.len()
    }

    fn save(&mut self, tour: u32) {
        if !self.touched(tour) {
            let mut copy = self.saved.spare.pop().unwrap_or_default();
            copy.clone_from(&self.tours[tour as usize]);
            self.saved.tours.push((tour, copy));
        }
    }

    /// Back to where the step began.
    pub fn undo(&mut self) {
        let State { tours, tour_of, saved, .. } = self;
        // Tours of one step can have exchanged stops: all are freed before any is taken again.
        for (index, before) in &mut saved.tours {
            let tour = &mut tours[*index as usize];
            tour.nodes().for_each(|node| tour_of[node as usize] = ABSENT);
            std::mem::swap(tour, before);
        }
        for (index, after) in saved.tours.drain(..) {
            tours[index as usize].nodes().for_each(|node| tour_of[node as usize] = index);
            saved.spare.push(after);
        }
        self.absent.clone_from(&self.saved.absent);
        self.worth = self.saved.worth;
    }

    /// Takes `count` stops out of a tour, from slot `first` on; they become absent.
    pub fn take(&mut self, tour: u32, first: usize, count: usize, net: &Net) {
        self.save(tour);
        let State { tours, tour_of, absent, worth, .. } = self;
        let subject = &mut tours[tour as usize];
        for node in subject.remove(first, count) {
            tour_of[node as usize] = ABSENT;
            absent.push(node);
            worth.prize -= net.prize[node as usize];
            worth.missed += usize::from(net.must[node as usize]);
        }
    }

    /// Puts an absent stop into a tour; the caller keeps the list of the absent.
    pub fn put(&mut self, stop: u32, tour: u32, gap: Gap, net: &Net) {
        self.save(tour);
        let subject = &mut self.tours[tour as usize];
        self.worth.travel -= subject.travel;
        subject.insert(stop, gap, &net.people[tour as usize], net);
        self.worth.travel += subject.travel;
        self.worth.prize += net.prize[stop as usize];
        self.worth.missed -= usize::from(net.must[stop as usize]);
        self.tour_of[stop as usize] = tour;
    }

    /// Recomputes a tour from which stops were taken, taking out more where the direct way is too long.
    pub fn settle(&mut self, tour: u32, net: &Net) {
        let day = net.people[tour as usize];
        let before = self.tours[tour as usize].travel;
        self.tours[tour as usize].refresh(&day, net);
        while !self.tours[tour as usize].in_time(&day, net) {
            let middle = self.tours[tour as usize].slots.len() / 2;
            self.take(tour, middle, 1, net);
            self.tours[tour as usize].refresh(&day, net);
        }
        self.worth.travel += self.tours[tour as usize].travel - before;
    }
}
