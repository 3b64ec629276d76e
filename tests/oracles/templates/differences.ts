/**
 * What SAM refuses and the runner accepts: by SAM's sentence.
 * A policy has no local effect; the contract tests compare it with what a function does.
 */
export const SAM_ALONE_REFUSES = [
  /Policy at index \d+ in the 'Policies' property is not valid/,
  /required parameters of template '\w+'/,
];

/**
 * What SAM hands on without a look, and AWS refuses when the stack is made or the function is called: by the runner's
 * sentence, without the property's name where it is the same of many.
 */
export const AWS_REFUSES = [
  // CloudFormation: names, conditions and functions that are not there or need themselves, and null for anything.
  /^[\w.$]+ depends on itself\.$/,
  /: the template has no condition \w+\.$/,
  /: !Ref \S+ names no parameter or resource\.$/,
  /: Fn::\w+ (needs (a list|a string|two arguments|three arguments)|has no element \d+)\.$/,
  /: Mappings has no \S+\.$/,
  /^Parameters\.\w+\.Type is missing\.$/,
  /^Parameter \w+ has no default; /,
  /^Parameters must be a map\.$/,
  / is null, which CloudFormation does not take\.$/,
  /^\S+ must be a (map|string|list)( of strings| of maps)?\.$/,
  /^Resources\.\S+ is no logical id, /,
  // Values that the resource's own type does not have.
  /^\S+ must be a number from \S+ to \S+, not .*\.$/,
  /^\S+ must be (a whole number|true or false, not \w+)\.$/,
  /^\S+\.(FunctionName|TableName) is \S+, not /,
  /^\S+\.OnFailure\.Destination is missing\.$/,
  // API Gateway: paths, methods, authorizers, and settings of routes.
  /\.Path (must start with a slash|is missing|is \S+: .* is neither text nor one|is \S+: nothing can follow|is \S+, which has)/,
  /\.Method is \S*, which no HTTP API knows\.$/,
  /\.JwtConfiguration\.(issuer is .*, not a URL|audience is missing)\.$/,
  /\.RouteSettings names .*, which is no route of the API\.$/,
  // Mistakes that SAM lets pass: a CodeUri beside InlineCode, CORS of which only the origins are left, a switch that is no boolean, scopes of a public route, and
  // an empty name for an authorizer.
  /\.CodeUri must be written out: /,
  /\.AllowOrigins must be a list or a !Ref for SAM/,
  /\.EnableIamAuthorizer must be true or false for SAM/,
  /\.AuthorizationScopes needs an authorizer; the route has none\.$/,
  /\.Authorizer is , which is none of /,
  // Lambda: variables, handlers, log settings, batches and filters.
  /\.Variables\.\w+ is (no name for a variable|a variable that Lambda sets itself)/,
  /\.Handler is \S+, not <file>\.<export>\.$/,
  /\.ApplicationLogLevel needs LogFormat JSON\.$/,
  /\.BatchSize is \d+; more than 10 need MaximumBatchingWindowInSeconds\.$/,
  /\.FunctionResponseTypes has \w+, which Lambda doesn't know\.$/,
  /\.Pattern is not JSON\.$/,
];
