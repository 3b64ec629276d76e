export const handler = async () => ({ status: 'ok', version: '0' });
