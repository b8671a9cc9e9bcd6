import { Splitter } from '@mantine/core';
import { useLocalStorage, useMediaQuery } from '@mantine/hooks';
import type { ReactNode } from 'react';
import classes from './RecordLayout.module.css';

type RecordLayoutProps = {
  /** Under which name the widths are kept on this computer. */
  name: string;
  words: { properties: string; content: string; related: string };
  properties: ReactNode;
  content: ReactNode;
  related: ReactNode;
};

type Size = `${number}px` | number;

const WIDE: Size[] = ['320px', 100, '300px'];
const NARROW: Size[] = ['320px', 100];

/**
 * Properties, content, related records side by side; the widths are the person's own. In a narrow
 * window the related records stand under the properties.
 */
export function RecordLayout({ name, words, properties, content, related }: RecordLayoutProps) {
  const narrow = useMediaQuery('(width < 1160px)', false, { getInitialValueInEffect: false });
  const [sizes, setSizes] = useLocalStorage<Size[]>({
    key: `kehu.layout.${name}${narrow ? '.narrow' : ''}`,
    defaultValue: narrow ? NARROW : WIDE,
    getInitialValueInEffect: false,
  });
  const side = (label: string, children: ReactNode) => (
    <section className={classes.side} aria-label={label} data-pane tabIndex={-1}>
      {children}
    </section>
  );
  return (
    <Splitter
      // The number of panes is fixed for the life of a splitter.
      key={narrow ? 'narrow' : 'wide'}
      className={classes.layout}
      sizes={sizes}
      onSizeChange={(next) => setSizes(next as Size[])}
      lineSize={1}
      handleColor="var(--line)"
      withHandle={false}
    >
      <Splitter.Pane defaultSize="320px" min="240px" max="560px" className={classes.pane}>
        {narrow ? (
          <div className={classes.stack}>
            {side(words.properties, properties)}
            {side(words.related, related)}
          </div>
        ) : (
          side(words.properties, properties)
        )}
      </Splitter.Pane>
      <Splitter.Pane defaultSize={100} className={classes.pane}>
        <section className={classes.content} aria-label={words.content} data-pane tabIndex={-1}>
          {content}
        </section>
      </Splitter.Pane>
      {!narrow && (
        <Splitter.Pane defaultSize="300px" min="220px" max="560px" className={classes.pane}>
          {side(words.related, related)}
        </Splitter.Pane>
      )}
    </Splitter>
  );
}
