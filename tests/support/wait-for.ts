export * from 'sam-offline/testing/wait-for';
