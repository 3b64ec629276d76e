// The code of the page against the real functions. One file for all, since loading the functions takes longer than the tests.
import './web/live-client.ts';
import './web/live-endings.ts';
import './web/rescue.ts';
import './web/session.ts';
import './web/tabs.ts';
import './web/undo.ts';
