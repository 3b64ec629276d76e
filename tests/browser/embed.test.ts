import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { useBrowser } from '../support/browser.ts';

describe('examples/embed/index.html', () => {
  const wall = useBrowser();

  const open = async (api: string) => {
    const address = pathToFileURL(join(process.cwd(), 'examples/embed/index.html'));
    address.searchParams.set('api', api);
    const { page } = await wall.open(address.href, { early: true });
    return page;
  };

  test('shows the newest notes as text, from another origin', async () => {
    await wall.post({ author: 'Ada', text: '<b>Buy chalk</b>' });
    const page = await open(wall.url);
    await page.getByText('Ada: <b>Buy chalk</b>').waitFor();
    expect(await page.locator('b').count()).toBe(0);
  });

  test('says so when there is no answer', async () => {
    const page = await open('http://localhost:1');
    await page.getByRole('alert').getByText('The wall cannot be shown').waitFor();
  });
});
