import type { Source } from '../../core/sources/source.js';
import type { Workgroup } from '../../core/sources/workgroup.js';

/** A row of the tree: a lasting handle. VS Code knows rows by object, so an equal new one would be another row. */
export type TreeNode = SourceNode | WorkgroupNode | NoticeNode;

export class SourceNode {
  readonly kind = 'source';
  constructor(public source: Source) {}
}

export class WorkgroupNode {
  readonly kind = 'workgroup';
  constructor(
    public workgroup: Workgroup,
    readonly parent: SourceNode,
  ) {}
}

/** Says how the listing of its source stands: failed, or empty. */
export class NoticeNode {
  readonly kind = 'notice';
  constructor(readonly parent: SourceNode) {}
}

export function isTreeNode(value: unknown): value is TreeNode {
  return value instanceof SourceNode || value instanceof WorkgroupNode || value instanceof NoticeNode;
}
