//! Power cuts, full disks and failing disks: what had been acknowledged is there, nothing is half done, and the check
//! finds no damage.

mod child;
mod disk;
mod kills;
mod upgrade;
