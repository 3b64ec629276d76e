export * from 'sam-offline/testing/runner';
