import { Button, Radio, Textarea } from '@mantine/core';
import { IconFileSpreadsheet } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FailureNote } from '@/components/States/FailureNote';
import { useImportTargets } from '@/ipc/import-targets';
import classes from './import.module.css';
import type { Import } from './use-import';
import { useImportWords } from './use-words';

type FileStepProps = { work: Import; asked: string | undefined; pasted: string | null };

/** What the rows are, and where they come from: a file of this computer or pasted text. */
export function FileStep({ work, asked, pasted }: FileStepProps) {
  const { t } = useTranslation('import');
  const words = useImportWords();
  const targets = useImportTargets();
  const [wanted, setWanted] = useState(asked);
  const target = targets.find((known) => known === wanted) ?? targets[0] ?? 'customers';
  const [text, setText] = useState(pasted ?? '');
  const { open } = work;
  const { mutate } = open;
  const begun = useRef(false);
  useEffect(() => {
    if (pasted === null || begun.current) return;
    begun.current = true;
    mutate({ kind: 'text', target, text: pasted });
  }, [pasted, target, mutate]);
  return (
    <div className={classes.step}>
      <Radio.Group label={t('target.label')} value={target} onChange={setWanted}>
        <div className={classes.targets}>
          {targets.map((value) => (
            <Radio
              key={value}
              value={value}
              label={t(`target.${value}`)}
              description={t(`targetHint.${value}`)}
            />
          ))}
        </div>
      </Radio.Group>
      {open.isError && <FailureNote {...words.failure(open.error)} />}
      <div className={classes.sources}>
        <Button
          leftSection={<IconFileSpreadsheet size={18} />}
          loading={open.isPending && open.variables.kind === 'file'}
          onClick={() => open.mutate({ kind: 'file', target })}
        >
          {t('chooseFile')}
        </Button>
        <span className={classes.soft}>{t('fileHint')}</span>
      </div>
      <form
        className={classes.paste}
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim() !== '') open.mutate({ kind: 'text', target, text });
        }}
      >
        <Textarea
          label={t('paste')}
          placeholder={t('pasteHint')}
          minRows={4}
          maxRows={10}
          autosize
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {text.trim() !== '' && (
          <Button
            type="submit"
            variant="default"
            loading={open.isPending && open.variables.kind === 'text'}
          >
            {t('usePasted')}
          </Button>
        )}
      </form>
    </div>
  );
}
