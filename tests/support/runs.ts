export * from 'sam-offline/testing/runs';
