import type { ComponentProps } from 'react';
import { RevealButton } from '@/components/Reveal/RevealButton';
import { linkOf } from './links';
import classes from './Peek.module.css';

type Method = { id: string; kind: string; norm: string; display: string };
type Button = ComponentProps<typeof RevealButton>;

type PeekMethodsProps<M extends Method, F> = {
  methods: readonly M[];
  labelOf: (method: M) => string;
  /** What of a method may be shown now, and what looks behind its mask. */
  look: (method: M) => { method: M; field: F; open: boolean };
  button: (field: F, value: string) => Omit<Button, 'words'> | null;
  words: Button['words'];
  /** Said below: how often somebody has looked. */
  note: string | undefined;
  onLink: (link: string) => void;
};

/** Ways to reach somebody; those that something on this computer can open are links. */
export function PeekMethods<M extends Method, F>(props: PeekMethodsProps<M, F>) {
  return (
    <>
      <dl className={classes.facts}>
        {props.methods.map((stored) => {
          const { method, field, open } = props.look(stored);
          const link = open ? linkOf(method) : null;
          const button = props.button(field, method.display);
          return (
            <div key={method.id}>
              <dt>{props.labelOf(method)}</dt>
              <dd className={classes.way}>
                {link ? (
                  <button type="button" className={classes.link} onClick={() => props.onLink(link)}>
                    {method.display}
                  </button>
                ) : (
                  method.display
                )}
                {button && <RevealButton {...button} words={props.words} />}
              </dd>
            </div>
          );
        })}
      </dl>
      {props.note && (
        <p className={classes.soft} role="status">
          {props.note}
        </p>
      )}
    </>
  );
}
