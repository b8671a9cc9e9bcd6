//! Donors and contracts.

use kehu_models::purchase::beta_binomial::{self, Record};
use kehu_models::purchase::contract;

use crate::cdnow::prints;

#[test]
fn bg_bb_is_that_of_fader_hardie_and_shang() {
    let records: Vec<Record> = include_str!("../fixtures/cdnow/donations.csv")
        .lines()
        .skip(1)
        .map(|line| {
            let cells: Vec<u32> = line.split(',').map(|cell| cell.parse().unwrap()).collect();
            Record { acted: cells[0], last: cells[1], periods: cells[2], customers: u64::from(cells[3]) }
        })
        .collect();
    assert_eq!((records.len(), records.iter().map(|r| r.customers).sum::<u64>()), (22, 11_104));
    let fit = beta_binomial::fit(&records).unwrap();
    assert!(fit.converged && fit.standard_errors.is_some());
    prints(fit.log_likelihood, "-33225.58");
    for (value, printed) in fit.parameters.values.into_iter().zip(["1.204", "0.750", "0.657", "2.783"]) {
        prints(value, printed);
    }
    // Table 4 of the paper: five more periods of who gave in all six, and of who never did again.
    prints(fit.parameters.expected(&Record { acted: 6, last: 6, periods: 6, customers: 1 }, 5), "3.75");
    prints(fit.parameters.expected(&Record { acted: 0, last: 0, periods: 6, customers: 1 }, 5), "0.07");
}

#[test]
fn impossible_records_are_refused() {
    for (acted, last) in [(0, 1), (3, 2), (1, 7)] {
        assert!(beta_binomial::fit(&[Record { acted, last, periods: 6, customers: 50 }]).is_err());
    }
    let never = Record { acted: 0, last: 0, periods: 6, customers: 50 };
    assert_eq!(
        beta_binomial::fit(&[never]).unwrap_err().to_string(),
        "50 of 50 customers bought once: BG/BB is not identified (10 who bought again are needed)"
    );
}

#[test]
fn sbg_is_that_of_fader_and_hardie() {
    // Survivors of 1,000 after each of the first seven renewals, table 1 of the paper.
    for (survivors, alpha, beta) in [
        ([869, 743, 653, 593, 551, 517, 491], "0.668", "3.806"),
        ([631, 468, 382, 326, 289, 262, 241], "0.704", "1.182"),
    ] {
        let mut before = 1000;
        let ended: Vec<u64> = survivors.iter().map(|n| std::mem::replace(&mut before, *n) - n).collect();
        let fit = contract::fit(&ended, before).unwrap();
        assert!(fit.converged && fit.standard_errors.is_some());
        prints(fit.parameters.alpha, alpha);
        prints(fit.parameters.beta, beta);
        assert!((fit.parameters.survival(7) - before as f64 / 1000.0).abs() < 0.01);
        assert!(fit.parameters.retention(8) > fit.parameters.retention(1));
        let three: f64 = (1..=3).map(|t| fit.parameters.survival(t)).sum();
        assert!((fit.parameters.residual(0, 3, 0.0) - three).abs() < 1e-12);
    }
}

#[test]
fn contracts_that_cannot_tell_two_parameters_are_refused() {
    assert!(contract::fit(&[], 0).is_err());
    assert!(contract::fit(&[10], 90).is_err(), "one renewal");
    assert!(contract::fit(&[0, 0, 0], 90).is_err(), "nobody left");
    assert!(contract::fit(&[0, 40, 0], 0).is_err(), "all left at once");
}
