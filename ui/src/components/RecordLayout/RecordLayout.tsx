import { Splitter } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
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

type Sizes = readonly (number | string)[];

const DEFAULT: Sizes = ['320px', 100, '300px'];

/** Properties, content, related records side by side; the widths are the person's own. */
export function RecordLayout({ name, words, properties, content, related }: RecordLayoutProps) {
  const [sizes, setSizes] = useLocalStorage<Sizes>({
    key: `kehu.layout.${name}`,
    defaultValue: DEFAULT,
    getInitialValueInEffect: false,
  });
  return (
    <Splitter
      className={classes.layout}
      sizes={[...sizes] as never}
      onSizeChange={setSizes}
      lineSize={1}
      handleColor="var(--line)"
      withHandle={false}
    >
      <Splitter.Pane defaultSize="320px" min="240px" max="560px" className={classes.pane}>
        <section className={classes.side} aria-label={words.properties} data-pane tabIndex={-1}>
          {properties}
        </section>
      </Splitter.Pane>
      <Splitter.Pane defaultSize={100} className={classes.pane}>
        <section className={classes.content} aria-label={words.content} data-pane tabIndex={-1}>
          {content}
        </section>
      </Splitter.Pane>
      <Splitter.Pane defaultSize="300px" min="220px" max="560px" className={classes.pane}>
        <section className={classes.side} aria-label={words.related} data-pane tabIndex={-1}>
          {related}
        </section>
      </Splitter.Pane>
    </Splitter>
  );
}
