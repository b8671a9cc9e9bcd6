import type { LinkedContact, MethodKind } from '@/bindings';
import { FieldText } from '@/components/Display/FieldText';
import { RevealButton } from '@/components/Reveal/RevealButton';
import { useErrorText } from '@/i18n/errors';
import { useRevealWords } from '@/i18n/rights';
import { useReveal } from '@/ipc/reveal';
import classes from './links.module.css';

/** Of all the ways of a field, those that the card of a contact shows the first of. */
const CALLED: readonly MethodKind[] = ['mobile', 'phone'];

/** Phone and email on the card of a contact, behind their masks where there are any. */
export function ContactReach({ contact }: { contact: LinkedContact }) {
  const errorText = useErrorText();
  const words = useRevealWords();
  const reveal = useReveal({ kind: 'contact', id: contact.contactId });
  const ways = [
    { field: 'phone', shown: contact.phone },
    { field: 'email', shown: contact.email },
  ] as const;
  return (
    <>
      {ways.map(({ field, shown }) => {
        if (shown === null) return null;
        const whole = reveal.of(field);
        const first = whole?.find(({ kind }) => field === 'email' || CALLED.includes(kind));
        const text = first?.display ?? shown;
        const button = reveal.masked(field) ? reveal.button(field, text) : null;
        return (
          <div key={field} className={`${classes.reach} selectable`}>
            {text}
            {button && <RevealButton {...button} words={words} />}
          </div>
        );
      })}
      {reveal.today !== undefined && (
        <div className={classes.facts} role="status">
          {words.today(reveal.today)}
        </div>
      )}
      {reveal.error && <FieldText text={errorText(reveal.error).title} />}
    </>
  );
}
