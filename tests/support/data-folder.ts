export * from 'sam-offline/testing/data-folder';
