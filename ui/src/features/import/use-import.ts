import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type {
  ImportPlan,
  ImportPreview,
  ImportProgress,
  ImportReport,
  ImportRun,
  ImportTarget,
} from '@/bindings';
import { api } from '@/ipc/api';
import { progressChannel } from '@/ipc/desktop';

export const STEPS = ['file', 'read', 'map', 'check', 'done'] as const;
export type Step = (typeof STEPS)[number];

/** Where the file comes from. */
export type Source =
  | { kind: 'file'; target: ImportTarget }
  | { kind: 'text'; target: ImportTarget; text: string }
  | { kind: 'staged'; run: ImportRun };

/**
 * One import from the file to the report. The preview is the core's word about the file, the plan
 * is what the person makes of it; the core keeps the file, the page only its token.
 */
export function useImport() {
  const [step, setStep] = useState<Step>('file');
  const [preview, setPreview] = useState<ImportPreview | null>(null);
  const [plan, setPlan] = useState<ImportPlan | null>(null);
  const [progress, setProgress] = useState<ImportProgress | null>(null);
  const [report, setReport] = useState<ImportReport | null>(null);

  const take = (next: ImportPreview) => {
    setPreview(next);
    setPlan(next.plan);
    setReport(null);
  };
  /** The file the core holds for us. One that waited from an earlier visit waits on when it is left again. */
  const held = useRef<string | null>(null);
  const running = useRef(false);
  const release = () => {
    const token = held.current;
    held.current = null;
    // Nobody is left to tell; what stays behind is listed among the past imports and can be discarded there.
    if (token !== null && !running.current) api.closeImport(token).catch(() => {});
  };
  const leave = useRef(release);
  leave.current = release;
  useEffect(() => () => leave.current(), []);

  const open = useMutation({
    mutationFn: async (source: Source) => {
      switch (source.kind) {
        case 'file':
          return api.pickImportFile(source.target);
        case 'text':
          return api.importText(source.target, source.text);
        case 'staged':
          return api.previewImport(source.run.id, source.run.plan);
      }
    },
    onSuccess: (found, source) => {
      // Null: the dialog was closed without a choice.
      if (found === null) return;
      take(found);
      held.current = source.kind === 'staged' ? null : found.token;
      setStep('read');
    },
  });
  const reread = useMutation({
    mutationFn: ({ token, next }: { token: string; next: ImportPlan }) =>
      api.previewImport(token, next),
    onSuccess: take,
  });
  const run = useMutation({
    mutationKey: ['import'],
    mutationFn: ({ dryRun }: { dryRun: boolean }) => {
      if (preview === null || plan === null) throw new Error('nothing to run without a preview');
      setProgress(null);
      running.current = true;
      return api.runImport(preview.token, plan, dryRun, progressChannel(setProgress));
    },
    onSettled: () => {
      running.current = false;
    },
    onSuccess: (result) => {
      if (result.tx !== null) held.current = null;
      setReport(result);
      setStep(result.dryRun ? 'check' : 'done');
    },
  });

  return {
    step,
    preview,
    plan,
    progress,
    report,
    open,
    reread,
    run,
    /** Reads the file again with other eyes: encoding, delimiter, header. */
    readAs: (change: Partial<ImportPlan>) => {
      if (preview === null || plan === null) return;
      reread.mutate({ token: preview.token, next: { ...plan, ...change } });
    },
    /** What goes where; the file stays read as it is. */
    change: (change: Partial<ImportPlan>) => {
      if (plan === null) return;
      setReport(null);
      setPlan({ ...plan, ...change });
    },
    goTo: (next: Step) => {
      run.reset();
      setStep(next);
    },
    check: () => {
      setStep('check');
      run.mutate({ dryRun: true });
    },
    cancel: () => {
      if (preview !== null) void api.cancelImport(preview.token);
    },
    restart: () => {
      release();
      open.reset();
      run.reset();
      setPreview(null);
      setPlan(null);
      setReport(null);
      setStep('file');
    },
  };
}

export type Import = ReturnType<typeof useImport>;
