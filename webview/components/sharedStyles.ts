import { css } from 'lit';

/** What every part of the panel looks like. */
export const sharedStyles = css`
	:host {
		display: block;
	}
	* {
		box-sizing: border-box;
	}
	h1,
	h2,
	h3,
	p,
	ul,
	dl,
	dd,
	blockquote {
		margin: 0;
		padding: 0;
	}
	ul {
		list-style: none;
	}
	h2 {
		font-size: 1.15em;
		font-weight: 600;
		line-height: 1.4;
	}
	.section-head {
		display: flex;
		flex-wrap: wrap;
		align-items: center;
		justify-content: space-between;
		gap: 8px 16px;
		min-height: 28px;
		margin-block-end: 12px;
	}
	.section-head .muted {
		font-weight: 400;
	}
	.card {
		border: 1px solid var(--panel-border);
		border-radius: 6px;
		background: var(--panel-card);
		padding: 14px 16px;
	}
	.muted {
		color: var(--vscode-descriptionForeground);
	}
	.number {
		font-variant-numeric: tabular-nums;
		white-space: nowrap;
	}
	.badge {
		display: inline-block;
		padding: 0 6px;
		border: 1px solid var(--panel-border);
		border-radius: 9px;
		font-size: 0.85em;
		line-height: 16px;
		white-space: nowrap;
		color: var(--vscode-descriptionForeground);
	}
	.badge.sparse {
		border: 1px dashed currentColor;
		color: var(--vscode-foreground);
	}
	.badge.indicative {
		border: 1px dotted var(--vscode-editorWarning-foreground);
		font-weight: 400;
		color: var(--vscode-foreground);
	}
	.plain-button {
		all: unset;
		box-sizing: border-box;
		cursor: pointer;
		border-radius: 3px;
	}
	.link-button {
		all: unset;
		cursor: pointer;
		border-radius: 2px;
		color: var(--vscode-textLink-foreground);
	}
	.link-button:hover {
		color: var(--vscode-textLink-activeForeground);
		text-decoration: underline;
	}
	.plain-button:focus-visible,
	.link-button:focus-visible,
	summary:focus-visible,
	[tabindex]:focus-visible {
		outline: 1px solid var(--vscode-focusBorder);
		outline-offset: 1px;
	}
	.actions {
		display: flex;
		flex-wrap: wrap;
		align-items: center;
		gap: 8px;
	}
	.visually-hidden {
		position: absolute;
		width: 1px;
		height: 1px;
		margin: -1px;
		overflow: hidden;
		clip-path: inset(50%);
		white-space: nowrap;
	}
	.empty {
		padding: 20px 16px;
		text-align: center;
		text-wrap: balance;
		color: var(--vscode-descriptionForeground);
	}
`;
