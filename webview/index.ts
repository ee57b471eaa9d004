import './strictPolicy';
import './styles.css';
import * as l10n from '@vscode/l10n';
import { registerToolkit } from './components/toolkit';
import { editorConnection, embeddedStates, embeddedTexts } from './connection';
import { DemonstrationMap } from './map/demonstrationMap';
import { returnFocus } from './returnFocus';
import { Candidates } from './views/candidates';
import { DemonstrationTable } from './views/demonstrationTable';
import { Panel } from './views/panel';
import { Report } from './views/report';

l10n.config({ contents: embeddedTexts(document) });
registerToolkit();
returnFocus(window);
customElements.define('demoscope-map', DemonstrationMap);
customElements.define('demoscope-candidates', Candidates);
customElements.define('demoscope-table', DemonstrationTable);
customElements.define('demoscope-panel', Panel);
customElements.define('demoscope-report', Report);

for (const page of document.body.children) {
	if (page instanceof Panel) {
		void page.start(editorConnection(page));
	} else if (page instanceof Report) {
		page.states = embeddedStates(document);
	}
}
