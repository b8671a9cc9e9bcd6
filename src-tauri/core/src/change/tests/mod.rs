//! Undo after any sequence of operations brings back exactly what was there, and redo what came after it.

mod drafts;
mod state;
mod verbs;
mod world;

use proptest::prelude::*;

use crate::Error;
use crate::customers::OpenWork;
use crate::people::UserDraft;
use state::{State, assert_same};
use verbs::{VERBS, Verb};
use world::World;

#[derive(Debug, Clone)]
enum Step {
    /// The numbers choose among the records and the words there are.
    Do(Verb, usize, usize, usize),
    Undo,
    Redo,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let verb = (prop::sample::select(VERBS), 0..12_usize, 0..12_usize, 0..12_usize);
    let step = prop_oneof![
        12 => verb.prop_map(|(verb, one, two, word)| Step::Do(verb, one, two, word)),
        3 => Just(Step::Undo),
        2 => Just(Step::Redo),
    ];
    prop::collection::vec(step, 20..44)
}

/// The states undo and redo lead to.
#[derive(Default)]
struct Memory {
    past: Vec<(Verb, State)>,
    future: Vec<(Verb, State)>,
}

impl Memory {
    async fn undo(&mut self, world: &World, now: &mut State) {
        let Some((verb, before)) = self.past.pop() else { return };
        world.session.undo().await.unwrap();
        assert_same(&world.state().await, &before, &format!("undoing {verb:?}"));
        self.future.push((verb, std::mem::replace(now, before)));
    }

    async fn redo(&mut self, world: &World, now: &mut State) {
        let Some((verb, after)) = self.future.pop() else { return };
        world.session.redo().await.unwrap();
        assert_same(&world.state().await, &after, &format!("redoing {verb:?}"));
        self.past.push((verb, std::mem::replace(now, after)));
    }
}

async fn walk(steps: Vec<Step>) {
    let world = World::new().await;
    let (mut memory, mut now) = (Memory::default(), world.state().await);
    for step in steps {
        match step {
            Step::Undo => memory.undo(&world, &mut now).await,
            Step::Redo => memory.redo(&world, &mut now).await,
            Step::Do(verb, one, two, at) => {
                let transactions = world.transactions().await;
                let done = world.perform(verb, one, two, at).await;
                let after = world.state().await;
                if done.is_err() {
                    assert_same(&after, &now, &format!("a refused {verb:?}"));
                } else if world.transactions().await > transactions {
                    memory.past.push((verb, std::mem::replace(&mut now, after)));
                    memory.future.clear();
                }
            }
        }
    }
    let (past, start) = (memory.past.len(), memory.future.len());
    while !memory.past.is_empty() {
        memory.undo(&world, &mut now).await;
    }
    let report = world.session.check(false).await.unwrap();
    assert!(report.ok, "{report:?}");
    while memory.future.len() > start {
        memory.redo(&world, &mut now).await;
    }
    assert_eq!(memory.past.len(), past);
    // Undone out of turn, an operation leaves what builds on it; undoing that is exact again.
    if let Some(old) = world.session.undo_state().await.unwrap().journal.get(past / 2) {
        match world.session.undo_tx(old.tx).await {
            Ok(_) => drop(world.session.redo().await.unwrap()),
            Err(Error::Conflict("undo_taken")) => {}
            Err(error) => panic!("undoing {} out of turn: {error:?}", old.op),
        }
        assert_same(&world.state().await, &now, &format!("undoing {} out of turn, and redoing it", old.op));
    }
    let report = world.session.check(false).await.unwrap();
    assert!(report.ok, "{report:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]
    #[test]
    fn undo_and_redo_restore_exactly_what_was_there(steps in steps()) {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
        runtime.block_on(walk(steps));
    }
}

/// The property says nothing of an operation that is always refused.
#[tokio::test]
async fn every_operation_of_the_property_can_be_done_and_undone() {
    let world = World::new().await;
    for &verb in VERBS {
        let mut done = false;
        for choice in 0..12 {
            let before = world.state().await;
            let transactions = world.transactions().await;
            if world.perform(verb, choice, choice + 1, choice).await.is_err()
                || world.transactions().await == transactions
                || world.state().await == before
            {
                continue;
            }
            world.session.undo().await.unwrap();
            assert_same(&world.state().await, &before, &format!("undoing {verb:?}"));
            world.session.redo().await.unwrap();
            done = true;
            break;
        }
        assert!(done, "{verb:?} is never done");
    }
    // Whatever can be undone is among them; the demo company fills an empty workspace.
    let done: Vec<String> = {
        let mut writer = world.session.crm().database().writer().await.unwrap();
        sqlx::query_scalar("SELECT DISTINCT op FROM change_tx").fetch_all(&mut writer.conn).await.unwrap()
    };
    for op in crate::Op::all().map(crate::Op::code) {
        let excused = crate::op::FINAL.contains(&op) || op == "demo.fill";
        assert!(excused || done.iter().any(|known| known == op), "{op} is not undone here");
    }
}

#[tokio::test]
async fn what_was_added_and_removed_is_removed_again_when_both_are_redone() {
    let world = World::new().await;
    let session = &world.session;
    let customer = crate::CustomerId::from(world.customer(0).await.unwrap());
    let before = world.state().await;
    let method = session.add_method(customer.into(), drafts::a_method(1)).await.unwrap();
    session.remove_method(method).await.unwrap();
    for _ in 0..2 {
        session.undo().await.unwrap();
    }
    session.redo().await.unwrap();
    assert_eq!(session.redo().await.unwrap().left_total, 0);
    assert_same(&world.state().await, &before, "adding, removing, undoing both and redoing both");
}

#[tokio::test]
async fn an_operation_that_changed_nothing_in_the_end_does_not_block_the_journal() {
    let world = World::new().await;
    let session = &world.session;
    let contact = world.contact(0).await.unwrap();
    let link = session.contact(contact.into()).await.unwrap().customers[0].link_id;
    let before = world.state().await;
    // The second takes the mark of the main contact away and gives it back.
    for _ in 0..2 {
        session.update_link(link, drafts::a_link(0)).await.unwrap();
    }
    for _ in 0..2 {
        assert_eq!(session.undo().await.unwrap().op, "contacts.relink");
    }
    assert_same(&world.state().await, &before, "undoing both");
}

#[tokio::test]
async fn what_hung_on_a_purged_record_does_not_come_back() {
    let world = World::new().await;
    let session = &world.session;
    let customer = world.customer(0).await.unwrap();
    let method = session.customer(customer.into()).await.unwrap().methods[0].id;
    session.remove_method(method).await.unwrap();
    session.delete_customers(&drafts::only([customer])).await.unwrap();
    session.purge_customers(&drafts::only([customer]), 1).await.unwrap();
    assert_eq!(session.undo().await.unwrap().op, "customers.delete");
    let report = session.undo().await.unwrap();
    assert_eq!((report.op.as_str(), report.rows, report.left_total), ("methods.remove", 0, 1));
    assert_eq!((report.left[0].table.as_str(), report.left[0].row_id.clone()), ("contact_methods", method.to_string()));
    assert!(session.check(false).await.unwrap().ok);
    assert_eq!(session.undo_state().await.unwrap().undo.unwrap().op, "fields.create", "the journal goes on");
}

#[tokio::test]
async fn a_deleted_tag_whose_name_was_given_again_stays_deleted() {
    let world = World::new().await;
    let session = &world.session;
    let customer = world.customer(0).await.unwrap();
    let tea = session.add_tag(crate::CustomerId::from(customer).into(), "Tea").await.unwrap();
    session.delete_tag(tea.id).await.unwrap();
    let deleted = session.undo_state().await.unwrap().undo.unwrap().tx;
    let again = session.add_tag(crate::CustomerId::from(customer).into(), "tea").await.unwrap();
    let report = session.undo_tx(deleted).await.unwrap();
    assert_eq!((report.rows, report.left_total), (0, 2), "the tag and where it hung");
    assert_eq!(
        session.customer(customer.into()).await.unwrap().tags.iter().filter(|tag| tag.id == again.id).count(),
        1
    );
    assert!(session.check(false).await.unwrap().ok);
}

#[tokio::test]
async fn a_former_name_that_was_given_to_another_is_a_conflict() {
    let world = World::new().await;
    let session = &world.session;
    let customer = crate::CustomerId::from(world.customer(0).await.unwrap());
    let tea = session.add_tag(customer.into(), "Tea").await.unwrap();
    session.update_tag(tea.id, "Green tea", "green").await.unwrap();
    let renamed = session.undo_state().await.unwrap().undo.unwrap().tx;
    session.add_tag(customer.into(), "tea").await.unwrap();
    let before = world.state().await;
    assert!(matches!(session.undo_preview(renamed).await, Err(Error::Conflict("undo_taken"))));
    assert!(matches!(session.undo_tx(renamed).await, Err(Error::Conflict("undo_taken"))));
    assert_same(&world.state().await, &before, "a refused undo");
    session.undo().await.unwrap();
    session.undo_tx(renamed).await.unwrap();
    assert_eq!(session.list_tags().await.unwrap().iter().filter(|tag| tag.tag.name == "Tea").count(), 1);
}

#[tokio::test]
async fn a_customer_is_not_given_back_to_somebody_who_was_never_here() {
    let world = World::new().await;
    let session = &world.session;
    let customer = world.customer(0).await.unwrap();
    let one = drafts::only([customer]);
    let ada = session.create_user(UserDraft::named("Ada")).await.unwrap();
    let made = session.undo_state().await.unwrap().undo.unwrap().tx;
    let lin = session.create_user(UserDraft::named("Lin")).await.unwrap();
    session.transfer_customers(&one, ada, OpenWork::Goes).await.unwrap();
    session.transfer_customers(&one, lin, OpenWork::Goes).await.unwrap();
    assert_eq!(session.undo_tx(made).await.unwrap().rows, 1);
    let report = session.undo().await.unwrap();
    assert_eq!((report.op.as_str(), report.left_total), ("customers.transfer", 1));
    assert_eq!(report.left[0].field.as_deref(), Some("owner_id"));
    assert_eq!(session.customer(customer.into()).await.unwrap().owner.unwrap().id, lin);
    assert!(session.check(false).await.unwrap().ok);
}
