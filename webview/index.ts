import './strictPolicy';
import './styles.css';
import { registerToolkit } from './components/toolkit';
import { editorConnection, embeddedState, reportConnection } from './connection';
import { DemonstrationMap } from './map/demonstrationMap';
import { DemonstrationTable } from './views/demonstrationTable';
import { Panel } from './views/panel';

registerToolkit();
customElements.define('demoscope-map', DemonstrationMap);
customElements.define('demoscope-table', DemonstrationTable);
customElements.define('demoscope-panel', Panel);

const panel = document.querySelector('demoscope-panel');
if (panel instanceof Panel) {
	const state = embeddedState(document);
	void panel.start(state === undefined ? editorConnection(panel) : reportConnection(state));
}
